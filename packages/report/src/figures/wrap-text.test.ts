import { expect, it } from "vitest";
import { shortened, wrapText } from "./wrap-text.ts";

it("breaks at spaces and cuts words that are too long", () => {
  expect(wrapText("mean squared error per pixel", 12)).toEqual(["mean squared", "error per", "pixel"]);
  expect(wrapText("extraordinarily long", 6)).toEqual(["extra…", "long"]);
  expect(wrapText("", 6)).toEqual([]);
});

it("counts characters, not code units", () => {
  expect(shortened("😀😀😀", 3)).toBe("😀😀😀");
  expect(shortened("😀😀😀😀", 3)).toBe("😀😀…");
});
