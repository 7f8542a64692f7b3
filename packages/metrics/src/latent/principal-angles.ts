import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import { checkFeatures, type Features, type Matrix } from "../linear/features.ts";
import { multiplyTransposed } from "../linear/multiply.ts";

/** How two subspaces lie to each other. */
export interface PrincipalAngles {
  /** `[min(k, m)]`, cosines of the principal angles, descending, in [0, 1]. */
  readonly cosines: Float64Array;
  /** Mean of the squared cosines: 1 when the smaller subspace lies in the larger, 0 when they are orthogonal. */
  readonly meanSquaredCosine: number;
  /** What random subspaces of these dimensions give on average: max(k, m) / d. */
  readonly chance: number;
}

/**
 * The principal angles between the spans of two sets of vectors: the singular values of Q₁·Q₂ᵀ, with Q the orthonormal
 * bases of their rows.
 *
 * @param first `[k, d]`, k ≤ d independent rows, not necessarily orthonormal
 * @param second `[m, d]`, likewise
 * @throws {ShapeError} when d differs
 * @throws {DatasetInvalidError} when rows depend on each other or a value is not finite
 * @see Björck and Golub 1973
 */
export function principalAngles(first: Features, second: Features): PrincipalAngles {
  const a = orthonormalRows(first, "principalAngles: first");
  const b = orthonormalRows(second, "principalAngles: second");
  const [k = 0, d = 0] = a.shape;
  const [m = 0, dSecond = 0] = b.shape;
  if (d !== dSecond) {
    throw new ShapeError({
      message: `principalAngles: expected vectors of one length, received ${d} and ${dSecond}.`,
    });
  }
  const product = multiplyTransposed(a, b);
  const decomposition = new SingularValueDecomposition(MlMatrix.from1DArray(k, m, Array.from(product.data)), {
    autoTranspose: true,
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  const cosines = Float64Array.from(decomposition.diagonal.slice(0, Math.min(k, m)), (value) =>
    Math.min(1, value),
  );
  cosines.sort().reverse();
  const meanSquaredCosine = cosines.reduce((sum, value) => sum + value * value, 0) / cosines.length;
  return { cosines, meanSquaredCosine, chance: Math.max(k, m) / d };
}

/**
 * An orthonormal basis of the rows' span, by Gram and Schmidt's process run twice.
 *
 * @param vectors `[k, d]`
 * @returns `[k, d]`
 * @throws {DatasetInvalidError} when a row depends on those before it
 */
export function orthonormalRows(vectors: Features, where: string): Matrix {
  const { data, n: k, d } = checkFeatures(vectors, { where });
  const out = Float64Array.from(data);
  for (let i = 0; i < k; i++) {
    const row = out.subarray(i * d, (i + 1) * d);
    const before = Math.sqrt(dot(row, row));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < i; other++) {
        const unit = out.subarray(other * d, (other + 1) * d);
        const along = dot(row, unit);
        for (let j = 0; j < d; j++) row[j]! -= along * (unit[j] as number);
      }
    }
    const length = Math.sqrt(dot(row, row));
    if (!(length > 1e-7 * before)) {
      throw new DatasetInvalidError({
        message: `${where}: expected independent rows, received row ${i} that depends on those before it.`,
        hint: "Give as many vectors as the subspace has dimensions.",
      });
    }
    for (let j = 0; j < d; j++) row[j]! /= length;
  }
  return { data: out, shape: [k, d] };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
