import { alongColumns, alongRows } from "../along-axis.ts";
import { shiftMatrices } from "../shift-matrices.ts";
import type { Policy } from "./policy.ts";

/** The farthest shift, as a share of the side. */
const reach = 1 / 8;

/**
 * Whole pixels to each side, up to an eighth of it, with nothing behind.
 *
 * Every shift is a product with a matrix of zeros and ones: tfjs has no gradient of gathering by index.
 *
 * @see Zhao, Liu, Lin, Zhu, Han 2020, section 3.2 (DiffAugment)
 */
export const translation: Policy = {
  description: "Shifts by up to an eighth of the side.",
  leavesGaps: true,
  apply(images, random) {
    const [count, height, width] = images.shape;
    const shifts = (axis: string, side: number) => {
      const most = Math.floor(side * reach + 0.5);
      return shiftMatrices(random.split(axis).integers(count, { low: -most, high: most + 1 }), side);
    };
    return alongColumns(alongRows(images, shifts("down", height)), shifts("right", width));
  },
};
