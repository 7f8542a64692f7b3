import { ConfigInvalidError } from "@ganlens/core";
import { expect, it } from "vitest";
import { factorValues } from "./factor-values.ts";
import { sprites } from "./sprites.ts";

const { factors } = sprites();
const valuesAt = (...row: number[]) => [
  ...factorValues(factors, { data: Float64Array.from(row), shape: [1, 5] }),
];

it("gives the values at whole indices, those between two, and past the last of a circle", () => {
  expect(valuesAt(2, 0, 1, 0, 31)).toEqual([2, 4, 9, -6.2, 6.2]);
  expect(valuesAt(0, 2.5, 39.5, 15.5, 0)).toEqual([0, 5.5, 355.5, expect.closeTo(0, 12), -6.2]);
});

it("refuses what lies beyond the values, or between two classes", () => {
  expect(() => valuesAt(0, 5.5, 0, 0, 0)).toThrow(ConfigInvalidError);
  expect(() => valuesAt(0.5, 0, 0, 0, 0)).toThrow(/shape of image 0 to be a whole number within 0…3/);
});
