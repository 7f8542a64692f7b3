import { describe, expect, it } from "vitest";
import {
  contrast,
  divergingRamp,
  inkOn,
  luminance,
  paint,
  paletteProperties,
  sequentialRamp,
  seriesColours,
  seriesPaint,
  seriesSymbol,
  surface,
} from "./palette.ts";

const themes = ["light", "dark"] as const;

describe("contrast", () => {
  it("agrees with the definition's known values", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(luminance("#ffffff")).toBeCloseTo(1, 10);
  });
});

describe("palette", () => {
  it.each(themes)("keeps marks at 3:1 or more on the %s surface", (theme) => {
    for (const colour of seriesColours) {
      expect(contrast(colour[theme], surface[theme])).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(themes)("has a readable ink on every step of the %s ramps", (theme) => {
    for (const step of [...sequentialRamp, ...divergingRamp]) {
      expect(contrast(step[theme], inkOn(step)[theme])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(themes)("moves in one direction along the %s sequential ramp", (theme) => {
    const steps = sequentialRamp.map((step) => luminance(step[theme]));
    const sorted = [...steps].sort((a, b) => (theme === "light" ? b - a : a - b));
    expect(steps).toEqual(sorted);
  });

  it("gives 36 series distinct pairs of colour and shape", () => {
    const pairs = Array.from({ length: 36 }, (_, at) => `${seriesPaint(at)} ${seriesSymbol(at)}`);
    expect(new Set(pairs).size).toBe(36);
  });

  it("names only properties that the page defines", () => {
    expect(paletteProperties("dark")).toContain("--series-6: #b4bac2;");
    expect(paint("series-1")).toBe("var(--series-1, #0b5cad)");
    expect(paint("nothing")).toBe("currentColor");
  });
});
