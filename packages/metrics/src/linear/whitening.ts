import { covariance, meansOf } from "./covariance.ts";
import { checkFeatures, type Features, type Matrix } from "./features.ts";
import { inverseSquareRoot } from "./matrix-square-root.ts";
import { multiply } from "./multiply.ts";
import { principalComponents, project } from "./principal-components.ts";

/** A map to mean 0 and covariance I: (x − mean)·matrix. */
export interface Whitening {
  /** `[d]` */
  readonly mean: Float64Array;
  /** `[d, d]` */
  readonly matrix: Matrix;
}

/**
 * Whitening by the covariance S (ddof = 1).
 *
 * `"symmetric"` (ZCA): S^−½, the white map that moves the rows least. `"principal"` (PCA): eigenvectors over √λ, in order of falling
 * variance. They differ by a rotation.
 *
 * @param data `[n, d]`, n > d
 * @throws {ConfigInvalidError} when S is singular (n ≤ d, columns that depend on each other)
 * @throws {DatasetInvalidError} when n < 2, a value is not finite or nothing varies
 * @throws {ShapeError} see {@link checkFeatures}
 * @see Kessy, Lewin, Strimmer 2018
 */
export function whitening({
  data,
  method = "symmetric",
}: {
  readonly data: Features;
  readonly method?: "symmetric" | "principal";
}): Whitening {
  const checked = checkFeatures(data, { where: "whitening: data", minimumRows: 2 });
  const root = inverseSquareRoot(covariance(data));
  if (method === "symmetric") return { mean: meansOf(checked), matrix: root };
  const { d } = checked;
  const { mean, components, variances } = principalComponents({ data, components: d });
  const matrix: Matrix = { data: new Float64Array(d * d), shape: [d, d] };
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      matrix.data[j * d + i] = (components.data[i * d + j] as number) / Math.sqrt(variances[i] as number);
    }
  }
  return { mean, matrix };
}

/**
 * Rows made white: (x − mean)·matrix.
 *
 * @param data `[n, d]`
 * @returns `[n, d]`
 * @throws {ConfigInvalidError} when the columns are not d
 */
export function whiten({ mean, matrix }: Whitening, data: Features): Matrix {
  const d = mean.length;
  const identity: Matrix = { data: new Float64Array(d * d), shape: [d, d] };
  for (let i = 0; i < d; i++) identity.data[i * d + i] = 1;
  return multiply(project({ mean, components: identity }, data), matrix);
}
