import type { NdArray } from "@ganlens/core";
import { type Matrix, type PrincipalAngles, principalAngles, symmetricEigen } from "@ganlens/metrics";
import type { ReadBack } from "./read-back.ts";

/** Which directions of noise move the image most, and whether they are the ones that can be read back. */
export interface Sensitivity {
  /** Of E[JᵀJ], descending. */
  readonly eigenvalues: readonly number[];
  /** Their directions as rows, [d, d]. */
  readonly directions: Matrix;
  /** Directions that hold nine tenths of the sum of eigenvalues. */
  readonly effective: number;
  /** Size of the two subspaces that are compared. */
  readonly compared: number;
  /** How they lie to each other. */
  readonly agreement: PrincipalAngles;
}

/** Compares the leading eigenvectors of E[JᵀJ] with as many directions that can be read back best. */
export function sensitivityOf(gram: NdArray<Float64Array>, { canonical }: ReadBack): Sensitivity {
  const d = gram.shape[0] as number;
  const { values, vectors } = symmetricEigen(gram);
  const eigenvalues = [...values].map((value) => Math.max(0, value));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  let held = 0;
  const effective =
    1 +
    eigenvalues.findIndex((value) => {
      held += value;
      return held >= 0.9 * total;
    });
  const readable = canonical.columns.filter(({ value }) => (value ?? 0) > 0.5).length;
  const compared = Math.min(
    Math.max(readable, 2),
    Math.max(1, Math.floor(d / 2)),
    canonical.directions.shape[0] as number,
  );
  return {
    eigenvalues,
    directions: vectors,
    effective,
    compared,
    agreement: principalAngles(leading(canonical.directions, compared), leading(vectors, compared)),
  };
}

function leading({ data, shape }: Matrix, count: number): Matrix {
  const width = shape[1] as number;
  return { data: data.slice(0, count * width), shape: [count, width] };
}
