import type { Random } from "@ganlens/core";
import { type FactorValues, sprites } from "@ganlens/datasets";
import type { LabelledImages } from "./all-images.ts";

/** Sprites with their shape as class, and what is known of each. */
export interface SampledSprites extends LabelledImages {
  /** Values of the factors by name, in their units; `shape` is an index into the shapes. */
  readonly values: readonly FactorValues[];
}

/** `count` sprites, all factors independent. */
export function sampledSprites(count: number, random: Random): SampledSprites {
  const data = sprites();
  const { factors, classFactor } = data;
  const { factors: indices, images } = data.sample(count, random);
  const indexOf = (row: number, column: number) => indices.data[row * factors.length + column] as number;
  return {
    x: images,
    labels: Array.from({ length: count }, (_, row) => indexOf(row, classFactor)),
    values: Array.from({ length: count }, (_, row) =>
      Object.fromEntries(
        factors.map(({ name, values }, column) => [name, values[indexOf(row, column)] as number]),
      ),
    ),
  };
}

/** Combinations of values of two factors, each an eighth of all sprites. */
export const spriteCombinations: Readonly<
  Record<string, { readonly title: string; readonly has: (values: FactorValues) => boolean }>
> = {
  "large-hearts": {
    title: "the larger half of the hearts",
    has: ({ shape, size = 0 }) => shape === heart && size > 5.5,
  },
  "left-hearts": {
    title: "the hearts to the left of the middle",
    has: ({ shape, x = 0 }) => shape === heart && x < 0,
  },
};

/** Among square, ellipse, heart and triangle. */
const heart = 2;
