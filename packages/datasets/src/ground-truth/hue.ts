import type { GroundTruthFactor } from "./ground-truth-data.ts";

/** Red, green and blue in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

const hues = 24;

/** A factor that is a place on the circle of colours: 0 red, 120 green, 240 blue. */
export function hueFactor(name: string): GroundTruthFactor {
  return {
    name,
    kind: "cyclic",
    size: hues,
    values: Array.from({ length: hues }, (_, i) => (360 / hues) * i),
    unit: "degrees",
    period: 360,
  };
}

/**
 * The colour of a hue in degrees, by the hexagon of HSV: a channel is value · (1 − saturation · clamp(min(k, 4 − k), 0, 1)) with
 * k = (hue / 60 + n) mod 6, where n is 5 for red, 3 for green and 1 for blue.
 *
 * @see Smith 1978, Color gamut transform pairs
 */
export function colourOfHue(
  hue: number,
  { saturation = 1, value = 1 }: { readonly saturation?: number; readonly value?: number } = {},
): Colour {
  const channel = (shift: number): number => {
    const along = (shift + hue / 60) % 6;
    return value * (1 - saturation * Math.max(0, Math.min(along, 4 - along, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}
