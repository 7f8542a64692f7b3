import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeText } from "./escape-text.ts";

it("leaves no character that could open a tag or close an attribute", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(escapeText(text)).not.toMatch(/[<>"']/);
      expect(escapeText(text).replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
    }),
  );
});

it("writes out what moves a cursor or turns characters round, and replaces what no file can hold", () => {
  expect(escapeText("a\u0000b\u001b]0;c\u009b\u202ed\ud800\tπ😀")).toBe(
    "a\\u0000b\\u001b]0;c\\u009b\\u202ed\ufffd\tπ😀",
  );
});
