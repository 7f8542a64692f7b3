import * as z from "zod";

/** Height and width in px. */
export type ImageSize = readonly [height: number, width: number];

const side = z.int().min(1).max(1024);

export const imageSizeSchema: z.ZodType<ImageSize> = z.tuple([side, side]);

export const seedSchema: z.ZodType<number> = z.int().nonnegative();
