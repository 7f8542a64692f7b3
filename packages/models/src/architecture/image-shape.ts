import * as z from "zod";

/** Height, width and channels of the images that a model takes or gives. */
export type ImageShape = readonly [number, number, number];

const side = z.int().min(1).max(1024);

/** An image shape; by default that of the embedded digits, 28×28×1. */
export const imageShapeSchema: z.ZodType<ImageShape> = z
  .tuple([side, side, z.int().min(1).max(48)])
  .default([28, 28, 1]);

/** The number of values of an image. */
export function imageSize([height, width, channels]: ImageShape): number {
  return height * width * channels;
}
