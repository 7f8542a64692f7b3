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

it("replaces what no file can hold", () => {
  expect(escapeText("a\u0000b\ud800c\tπ😀")).toBe("a\ufffdb\ufffdc\tπ😀");
});
