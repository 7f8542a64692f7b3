import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";
import { stopGradient, withoutGradient } from "../without-gradient.ts";
import { decoderNorms } from "./decoder-norms.ts";
import { largestOfRows } from "./largest-activations.ts";

/** What features that never fire are taught with. */
export interface DeadFeaturesInput {
  /** π, [batch, features]. */
  readonly preActivations: tf.Tensor;
  /** 1 for features that have not fired for long, else 0, [features]. */
  readonly dead: tf.Tensor;
  /** W, [features, width]. */
  readonly decoder: tf.Tensor;
}

/** Below any score of a feature that is alive or dead. */
const excluded = -1e30;

/** As float32, [features]. @throws {ShapeError} when shapes do not fit */
function deadAsNumbers({ preActivations, dead, decoder }: DeadFeaturesInput, where: string): tf.Tensor {
  assertShape({ tensor: preActivations, expected: ["batch", "features"], what: "pre-activations", where });
  const features = preActivations.shape[1] as number;
  assertShape({ tensor: dead, expected: [features], what: "marks of dead features", where });
  assertShape({ tensor: decoder, expected: [features, "width"], what: "a decoder", where });
  return tf.cast(dead, "float32");
}

/**
 * The auxiliary loss that revives dead features: ‖e − f_dead W‖², summed over values and averaged over the batch, e = x − x̂ held fixed and f_dead
 * the k largest dead pre-activations of a sample.
 *
 * By `scale` it is multiplied with min(dead / k, 1), on pre-activations as they are (`share`, as in SAELens); or divided by the variance of e
 * over the batch, on max(0, π) (`variance`, as in the paper). Without dead features it is 0.
 *
 * @param residual e, [batch, width]
 * @param k at least 1; where fewer features are dead, all of them
 * @param scores what is compared, [batch, features]; by default π
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when shapes do not fit
 * @throws {ConfigInvalidError} when k is no integer from 1 to the number of features
 * @see Gao et al. 2024
 */
export function deadFeaturesLoss({
  residual,
  k,
  scale = "variance",
  scores,
  ...input
}: DeadFeaturesInput & {
  readonly residual: tf.Tensor;
  readonly k: number;
  readonly scale?: "share" | "variance";
  readonly scores?: tf.Tensor;
}): tf.Scalar {
  const where = "deadFeaturesLoss";
  const { preActivations, decoder } = input;
  return tf.tidy(() => {
    const dead = deadAsNumbers(input, where);
    const [batch, features] = preActivations.shape as [number, number];
    assertShape({
      tensor: residual,
      expected: [batch, decoder.shape[1] as number],
      what: "a residual",
      where,
    });
    if (!Number.isInteger(k) || k < 1 || k > features) {
      throw new ConfigInvalidError({
        message: `${where}: expected k to be an integer from 1 to ${features}, received ${k}.`,
      });
    }
    const given = scale === "share" ? preActivations : tf.relu(preActivations);
    const compared = scores ?? given;
    assertSameShape(preActivations, compared, where);
    const candidates = withoutGradient(
      (values, marks) =>
        tf.add(
          tf.mul(values as tf.Tensor, marks as tf.Tensor),
          tf.mul(tf.sub(1, marks as tf.Tensor), excluded),
        ),
      compared,
      dead,
    );
    const chosen = tf.mul(tf.mul(largestOfRows(candidates, k), dead), given) as tf.Tensor2D;
    const error = stopGradient(residual);
    const missed = tf.sub(error, tf.matMul(chosen, decoder as tf.Tensor2D));
    const loss = tf.div(tf.sum(tf.square(missed)), batch);
    const count = tf.sum(dead);
    if (scale === "share") return tf.mul(loss, tf.minimum(tf.div(count, k), 1)) as tf.Scalar;
    const spread = tf.div(tf.sum(tf.square(tf.sub(error, tf.mean(error, 0)))), batch);
    return tf.mul(tf.div(loss, tf.maximum(spread, 1e-30)), tf.minimum(count, 1)) as tf.Scalar;
  });
}

/**
 * What draws dead features of a JumpReLU dictionary up to their thresholds: Σ over dead j of max(0, θ_j − π_j) ‖W_j‖, averaged over the batch.
 *
 * @param threshold θ, [features]
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when shapes do not fit
 */
export function deadPreActivationLoss({
  threshold,
  ...input
}: DeadFeaturesInput & { readonly threshold: tf.Tensor }): tf.Scalar {
  const where = "deadPreActivationLoss";
  return tf.tidy(() => {
    const dead = deadAsNumbers(input, where);
    assertShape({ tensor: threshold, expected: dead.shape, what: "thresholds", where });
    const below = tf.relu(tf.sub(threshold, input.preActivations));
    return tf.mean(tf.sum(tf.mul(below, tf.mul(dead, decoderNorms(input.decoder))), 1));
  });
}
