import type { NdArray } from "@ganlens/core";
import { type Matrix, multiplyTransposed, principalComponents, project } from "@ganlens/metrics";
import {
  centredRows,
  leadingDirections,
  rowsWhere,
  squaredLengths,
} from "../../features/leading-directions.ts";

/** How much of a set of images comes back from a few numbers each, and how far another sample of such images would move that. */
export interface HeldOutVariance {
  /** v = 1 − Σ|x − x̂|² / Σ|x − x̄|², at most 1. */
  readonly explained: number;
  readonly standardError: number;
  /** Images; each was held out once. */
  readonly n: number;
}

/** Every image is held out once, in one of so many parts. */
const folds = 5;
/** Directions that components are looked for in, for each component: what lies beyond them counts as lost. */
const directionsPerComponent = 6;
/** Directions whose variances differ by less than this share of the largest are not told apart by rounding. */
const leastDifference = 1e-9;

/**
 * Explained variance of images from `size` principal components that were fitted to other ones of the same set: five folds, so that
 * every image is held out once and learned from four times.
 *
 * Standard error, from what each image adds in either part, by the infinitesimal jackknife. Held out it adds
 * aᵢ = |xᵢ − x̄|² − |xᵢ − x̂ᵢ|² − v·|xᵢ − x̄|²; learned from it turns the components of the other folds, which adds
 * bᵢ = Σ 2·cₐ·c_b·M_ab / (λₐ − λ_b) over kept a and left out b, with c its coordinates and M the held-out scatter. The variance is
 * (Σa² + Σ(a + b)²) / 2 over the square of all variance: components that keep most are an optimum, so b is of second order, and a
 * jackknife counts that order twice.
 *
 * @param images `[n, height, width, channels]` in random order, n ≥ 10, not all the same
 * @see Efron, Stein 1981 on what the jackknife counts twice
 */
export function heldOutVariance(images: NdArray, size: number): HeldOutVariance {
  const centred = centredRows(images);
  const codes = multiplyTransposed(centred, leadingDirections(centred, directionsPerComponent * size));
  const [n = 0, width = 0] = codes.shape;
  const deviations = squaredLengths(centred);
  const within = squaredLengths(codes);
  const kept = new Float64Array(n);
  const learned = new Float64Array(n);
  for (let fold = 0; fold < folds; fold++) {
    const isHeldOut = (row: number): boolean => row % folds === fold;
    const others = rowsWhere(codes, (row) => !isHeldOut(row));
    const axes = principalComponents({ data: others, components: width, fill: true });
    const own = rowsWhere(codes, isHeldOut);
    const held = project(axes, own);
    // Few images span fewer directions than there are: what lies beyond all of their components is lost, too.
    const about = squaredLengths(own, { centre: axes.mean });
    const found = squaredLengths(held, { most: size });
    for (let i = 0; i < found.length; i++) {
      const row = i * folds + fold;
      kept[row] = (within[row] as number) - ((about[i] as number) - (found[i] as number));
    }
    const turned = turning({ held, others: project(axes, others), variances: axes.variances, size });
    let at = 0;
    for (let row = 0; row < n; row++) if (!isHeldOut(row)) learned[row]! += turned[at++] as number;
  }
  const total = sum(deviations);
  const explained = sum(kept) / total;
  const added = kept.map((value, row) => value - explained * (deviations[row] as number));
  const squares = sum(added.map((value, row) => value ** 2 + (value + (learned[row] as number)) ** 2)) / 2;
  return { explained, standardError: Math.sqrt((squares * n) / (n - 1)) / total, n };
}

/** How each image that components were fitted to moves what they keep of the held-out ones: Σ 2·cₐ·c_b·M_ab / (λₐ − λ_b). */
function turning({
  held,
  others,
  variances,
  size,
}: {
  readonly held: Matrix;
  readonly others: Matrix;
  readonly variances: Float64Array;
  readonly size: number;
}): Float64Array {
  const [count = 0, width = 0] = others.shape;
  const [first = 0] = variances;
  const rate = new Float64Array(size * width);
  for (let a = 0; a < Math.min(size, width); a++) {
    for (let b = size; b < width; b++) {
      const difference = (variances[a] as number) - (variances[b] as number);
      if (difference <= leastDifference * first) continue;
      let scatter = 0;
      for (let at = 0; at < held.data.length; at += width) {
        scatter += (held.data[at + a] as number) * (held.data[at + b] as number);
      }
      rate[a * width + b] = (2 * scatter) / (difference * (count - 1));
    }
  }
  return Float64Array.from({ length: count }, (_, row) => {
    let moved = 0;
    for (let a = 0; a < Math.min(size, width); a++) {
      let along = 0;
      for (let b = size; b < width; b++) {
        along += (rate[a * width + b] as number) * (others.data[row * width + b] as number);
      }
      moved += along * (others.data[row * width + a] as number);
    }
    return moved;
  });
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
