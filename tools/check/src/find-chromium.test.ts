import { describe, expect, it } from "vitest";
import { findChromium } from "./find-chromium.ts";

describe("findChromium", () => {
  it("takes the path that is named", () => {
    expect(findChromium({ GANLENS_CHROMIUM: process.execPath, PATH: "" })).toBe(process.execPath);
  });

  it("refuses a named path that cannot be run", () => {
    expect(() => findChromium({ GANLENS_CHROMIUM: "/no/such/chromium" })).toThrow(/no executable file/);
  });

  it("says null where there is none, and throws where one is required", () => {
    expect(findChromium({ PATH: "" })).toBeNull();
    expect(() => findChromium({ PATH: "", GANLENS_REQUIRE_CHROMIUM: "1" })).toThrow(/no Chromium on PATH/);
  });
});
