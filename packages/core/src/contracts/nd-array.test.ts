import { expect, it } from "vitest";
import { takeRows, zerosLike } from "./nd-array.ts";

it("takes rows in the order asked for, in an array of the same kind that shares nothing", () => {
  const data = Int32Array.of(1, 2, 3, 4, 5, 6);
  const taken = takeRows({ data, shape: [3, 2] }, [2, 0, 2]);
  expect(taken).toEqual({ data: Int32Array.of(5, 6, 1, 2, 5, 6), shape: [3, 2] });
  data.fill(0);
  expect(taken.data[0]).toBe(5);
  expect(() => takeRows({ data, shape: [3, 2] }, [3])).toThrow(/row index within 0…2, received 3/);
});

it("makes plain bytes of a Buffer", () => {
  const bytes: Uint8Array = Buffer.from([7, 8]);
  expect(zerosLike(bytes, 3)).toStrictEqual(new Uint8Array(3));
  expect(takeRows({ data: bytes, shape: [2, 1] }, [1]).data).toStrictEqual(Uint8Array.of(8));
});
