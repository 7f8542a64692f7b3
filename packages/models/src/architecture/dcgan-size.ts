import * as z from "zod";

/** The side of a square image that the DCGAN pair can have: 16 to 64, divisible by 4. */
export type DcganSize = number;

const error = "expected an image side from 16 to 64 that is divisible by 4";

export const dcganSizeSchema: z.ZodType<DcganSize> = z
  .int({ error })
  .min(16, { error })
  .max(64, { error })
  .multipleOf(4, { error });

/**
 * How a DCGAN doubles from its smallest map to the image: its side, and the channels of each map in units of `width`.
 *
 * The smallest map has an odd side, or the last one that is at least 4: 28 = 7·2·2 with 2, 1; 32 = 4·2·2·2 with 4, 2, 1; 48 = 6·2·2·2;
 * 64 = 4·2·2·2·2 with 8, 4, 2, 1. A discriminator goes the same way backwards.
 */
export function dcganStages(size: DcganSize): {
  readonly side: number;
  readonly multiples: readonly number[];
} {
  let side = size;
  const multiples: number[] = [];
  while (side % 2 === 0 && side / 2 >= 4) {
    multiples.unshift(2 ** multiples.length);
    side /= 2;
  }
  return { side, multiples };
}
