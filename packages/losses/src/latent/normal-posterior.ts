import type * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";

/** What an encoder says of each sample: a diagonal Gaussian over codes. */
export interface NormalPosterior {
  /** μ, [batch, codes]. */
  readonly mean: tf.Tensor;
  /** v = log σ², the same shape. */
  readonly logVariance: tf.Tensor;
}

/**
 * Refuses a mean and a log-variance that are not of one shape [batch, codes].
 *
 * @throws {ShapeError}
 */
export function assertPosterior({ mean, logVariance }: NormalPosterior, where: string): void {
  assertShape({ tensor: mean, expected: ["batch", "codes"], what: "means", where });
  assertSameShape(mean, logVariance, where);
}
