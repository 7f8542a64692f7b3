import { DatasetInvalidError } from "@ganlens/core";
import { covariance } from "../linear/covariance.ts";
import { type Determination, determinationInterval } from "../linear/determination-coefficient.ts";
import type { Features, Matrix } from "../linear/features.ts";
import { project } from "../linear/principal-components.ts";
import { predictLinear, ridgeRegression } from "../linear/ridge-regression.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import type { BootstrapOptions } from "../statistics/bootstrap-interval.ts";

/** Codes and the latents they came from, row by row. */
export interface CodesAndLatents {
  /** `[n, k]` */
  readonly codes: Features;
  /** `[n, d]` */
  readonly latents: Features;
}

/** What can be read back, along the directions in which it can be read best. */
export interface CanonicalDetermination extends Determination {
  /** `[count, d]`, orthonormal directions of latent space, by descending variance of the read-out. */
  readonly directions: Matrix;
}

/**
 * Held-out R² of a linear read-out of the latents, along its canonical directions.
 *
 * On `fit` rows: ẑ(h) by ridge, directions = eigenvectors of Cov ẑ. On `test` rows: R² of z along each direction. For
 * z ~ N(0, I) these do not depend on the choice of axes, as R² per coordinate does; their sum is at most min(k, d) up to
 * chance.
 *
 * @param fit rows that the read-out and the directions come from
 * @param test other rows, n ≥ 2
 * @param penalty of the ridge, a sum over rows (see {@link ridgeRegression})
 * @param count directions, by default min(k, d)
 * @throws {DatasetInvalidError} when the codes of `fit` predict nothing at all (they do not vary)
 * @throws as {@link ridgeRegression} and {@link determinationInterval}
 */
export function canonicalDetermination({
  fit,
  test,
  penalty,
  count,
  ...options
}: BootstrapOptions & {
  readonly fit: CodesAndLatents;
  readonly test: CodesAndLatents;
  readonly penalty: number;
  readonly count?: number;
}): CanonicalDetermination {
  const model = ridgeRegression({ x: fit.codes, y: fit.latents, penalty });
  const spread = covariance(predictLinear(model, fit.codes));
  const k = model.weights.shape[0] as number;
  const d = model.intercept.length;
  if (!spread.data.some((value) => value !== 0)) {
    throw new DatasetInvalidError({
      message:
        "canonicalDetermination: expected codes that vary, received ones from which nothing can be read.",
      hint: "A collapsed generator has no variance to explain: check the codes' variance first.",
    });
  }
  const { vectors } = symmetricEigen(spread, { count: count ?? Math.min(k, d) });
  const axes = { mean: model.intercept, components: vectors };
  const result = determinationInterval({
    y: project(axes, test.latents),
    prediction: project(axes, predictLinear(model, test.codes)),
    ...options,
  });
  return { ...result, directions: vectors };
}
