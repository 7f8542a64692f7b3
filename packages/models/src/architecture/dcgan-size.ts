import * as z from "zod";

/** The image sides that the DCGAN pair comes in. */
export type DcganSize = 28 | 32;

export const dcganSizeSchema: z.ZodType<DcganSize> = z.union([z.literal(28), z.literal(32)], {
  error: "expected an image side of 28 or 32",
});

/**
 * How a DCGAN doubles from its smallest map to the image: its side, and the channels of each map in units of `width`.
 *
 * 28 = 7·2·2 with 2, 1; 32 = 4·2·2·2 with 4, 2, 1. A discriminator goes the same way backwards.
 */
export function dcganStages(size: DcganSize): {
  readonly side: number;
  readonly multiples: readonly number[];
} {
  return size === 28 ? { side: 7, multiples: [2, 1] } : { side: 4, multiples: [4, 2, 1] };
}
