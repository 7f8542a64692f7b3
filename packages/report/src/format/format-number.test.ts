import { describe, expect, it } from "vitest";
import { decimalsForWidth, formatNumber } from "./format-number.ts";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [0.91234, "0.912"],
    [0.01256, "0.0126"],
    [12.345, "12.3"],
    [1234.5, "1235"],
    [-0.5, "−0.500"],
    [60000, "60\u202f000"],
    [1234567.8, "1\u202f234\u202f568"],
    [9999, "9999"],
    [0.0000123, "1.23 × 10⁻⁵"],
    [-2e15, "−2 × 10¹⁵"],
    [Number.NaN, "not a number"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("shows %d as %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it("keeps fixed decimals and never shows minus zero", () => {
    expect(formatNumber(-0.001, { decimals: 2 })).toBe("0.00");
    expect(formatNumber(3, { decimals: 2 })).toBe("3.00");
    expect(formatNumber(0, { decimals: 1 })).toBe("0.0");
  });

  it("leaves out zeros at the end when asked", () => {
    expect(formatNumber(0.5, { significant: 6, trim: true })).toBe("0.5");
    expect(formatNumber(120.000001, { significant: 6, trim: true })).toBe("120");
  });
});

describe("decimalsForWidth", () => {
  it("shows an uncertainty with two significant digits", () => {
    expect(decimalsForWidth(0.034)).toBe(3);
    expect(decimalsForWidth(0.2)).toBe(2);
    expect(decimalsForWidth(5)).toBe(1);
    expect(decimalsForWidth(400)).toBe(0);
    expect(decimalsForWidth(0)).toBeUndefined();
    expect(decimalsForWidth(Number.NaN)).toBeUndefined();
  });
});
