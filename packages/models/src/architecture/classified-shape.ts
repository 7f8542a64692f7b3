import * as z from "zod";
import type { ImageShape } from "./image-shape.ts";

const side = z.int().min(8).max(64);

/** The images that deep classifiers take: sides of 8 to 64, grey or in colour; by default the embedded digits, 28×28×1. */
export const classifiedShapeSchema: z.ZodType<ImageShape> = z
  .tuple([side, side, z.union([z.literal(1), z.literal(3)])])
  .default([28, 28, 1]);

/** A side after so many convolutions of stride 2 with padding `same`: ⌈side / 2^halvings⌉. */
export function halvedSide(side: number, halvings: number): number {
  return Math.ceil(side / 2 ** halvings);
}

/** A map of one pixel has nothing left to convolve. */
const leastSide = 2;

/**
 * Why images cannot be halved so often, with the numbers; undefined where the last map keeps 2×2 or more.
 *
 * @param halvings convolutions of stride 2
 */
export function tooManyHalvings([height, width]: ImageShape, halvings: number): string | undefined {
  const sides = [height, width].map((each) => halvedSide(each, halvings));
  if (Math.min(...sides) >= leastSide) return undefined;
  return `expected maps that end with ${leastSide}×${leastSide} or more, but ${height}×${width} halved ${halvings} times is ${sides.join("×")}`;
}
