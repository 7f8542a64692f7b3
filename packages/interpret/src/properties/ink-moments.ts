import type { PropertyImage } from "./property.ts";

/** Where ink lies: its centre, as a share of the sides, and its second moments about it, in squared pixels. */
export interface InkMoments {
  readonly down: number;
  readonly across: number;
  readonly downSquared: number;
  readonly both: number;
}

/** Moments of the ink; of an image without any, those of even ink. */
export function inkMoments({ ink, height, width }: PropertyImage): InkMoments {
  const total = ink.reduce((sum, value) => sum + value, 0);
  const weightOf = (i: number): number => (total > 0 ? (ink[i] as number) / total : 1 / ink.length);
  let [row, column] = [0, 0];
  for (let i = 0; i < ink.length; i++) {
    row += weightOf(i) * Math.floor(i / width);
    column += weightOf(i) * (i % width);
  }
  let [downSquared, both] = [0, 0];
  for (let i = 0; i < ink.length; i++) {
    const [down, across] = [Math.floor(i / width) - row, (i % width) - column];
    downSquared += weightOf(i) * down * down;
    both += weightOf(i) * down * across;
  }
  return { down: (row + 0.5) / height, across: (column + 0.5) / width, downSquared, both };
}
