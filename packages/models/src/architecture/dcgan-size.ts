import * as z from "zod";

/** The image sides that the DCGAN pair comes in. */
export type DcganSize = 28 | 32 | 64;

export const dcganSizeSchema: z.ZodType<DcganSize> = z.union([z.literal(28), z.literal(32), z.literal(64)], {
  error: "expected an image side of 28, 32 or 64",
});

/**
 * How a DCGAN doubles from its smallest map to the image: its side, and the channels of each map in units of `width`.
 *
 * 28 = 7·2·2 with 2, 1; 32 = 4·2·2·2 with 4, 2, 1; 64 = 4·2·2·2·2 with 8, 4, 2, 1. A discriminator goes the same way backwards.
 */
export function dcganStages(size: DcganSize): {
  readonly side: number;
  readonly multiples: readonly number[];
} {
  if (size === 28) return { side: 7, multiples: [2, 1] };
  return { side: 4, multiples: size === 32 ? [4, 2, 1] : [8, 4, 2, 1] };
}
