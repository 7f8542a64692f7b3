import * as tf from "@tensorflow/tfjs";
import { assertRange, assertShape } from "../shape-checks.ts";

/** Pre-activations and the thresholds that they must exceed. */
export interface JumpReluInput {
  /** π, [batch, features]. */
  readonly preActivations: tf.Tensor;
  /** θ > 0, [features]. */
  readonly threshold: tf.Tensor;
  /** ε > 0: how near to its threshold a pre-activation must be to move it. */
  readonly bandwidth: number;
  /** Whether pre-activations, too, have the gradient that stands for the jump; by default they have only that of the line. */
  readonly jumpGradient?: boolean;
}

/**
 * Refuses shapes and a bandwidth that do not fit.
 *
 * @throws {ShapeError} when there is not one threshold per feature
 * @throws {ConfigInvalidError} when the bandwidth is not positive
 */
function assertJump({ preActivations, threshold, bandwidth }: JumpReluInput, where: string): void {
  assertShape({ tensor: preActivations, expected: ["batch", "features"], what: "pre-activations", where });
  const features = preActivations.shape[1] as number;
  assertShape({ tensor: threshold, expected: [features], what: "thresholds", where });
  assertRange({ value: bandwidth, what: "a bandwidth", where, low: 0, open: true });
}

/** K((π − θ) / ε) / ε, K = 1 within ±½: what stands for the derivative of the step at its jump. */
function kernel(preActivations: tf.Tensor, threshold: tf.Tensor, bandwidth: number): tf.Tensor {
  const near = tf.less(tf.abs(tf.sub(preActivations, threshold)), bandwidth / 2);
  return tf.div(tf.cast(near, "float32"), bandwidth);
}

/**
 * The activations of a JumpReLU dictionary: π where π > θ, else 0.
 *
 * Gradients are estimates: d/dπ is 1 where π > θ, and d/dθ is −θ K((π − θ) / ε) / ε with K = 1 within ±½, else 0; with `jumpGradient` d/dπ has
 * θ K((π − θ) / ε) / ε added. Where log θ is trained, multiply by θ.
 *
 * @returns [batch, features]
 * @throws {ShapeError} when there is not one threshold per feature
 * @throws {ConfigInvalidError} when the bandwidth is not positive
 * @see Rajamanoharan et al. 2024, Jumping ahead
 */
export function jumpRelu(input: JumpReluInput): tf.Tensor2D {
  assertJump(input, "jumpRelu");
  const { preActivations, threshold, bandwidth, jumpGradient = false } = input;
  const operation = tf.customGrad((...given) => {
    const [values, limits, save] = given as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([values, limits]);
    const active = tf.cast(tf.greater(values, limits), "float32");
    return {
      value: tf.mul(values, active),
      gradFunc: (gradient, saved) => {
        const [at, limit] = saved as [tf.Tensor, tf.Tensor];
        const line = tf.mul(gradient, tf.cast(tf.greater(at, limit), "float32"));
        const jump = tf.mul(tf.mul(gradient, limit), kernel(at, limit, bandwidth));
        return [jumpGradient ? tf.add(line, jump) : line, tf.neg(tf.sum(jump, 0))];
      },
    };
  });
  return tf.tidy(() => operation(preActivations, threshold) as tf.Tensor2D);
}

/**
 * How many features of each sample exceed their threshold: Σ_j H(π_j − θ_j), H the step.
 *
 * Gradients are estimates: d/dθ is −K((π − θ) / ε) / ε with K = 1 within ±½, else 0; d/dπ is 0, and with `jumpGradient` K((π − θ) / ε) / ε.
 *
 * @returns [batch], from 0 to the number of features
 * @throws {ShapeError} when there is not one threshold per feature
 * @throws {ConfigInvalidError} when the bandwidth is not positive
 * @see Rajamanoharan et al. 2024, Jumping ahead
 */
export function activeFeatures(input: JumpReluInput): tf.Tensor1D {
  assertJump(input, "activeFeatures");
  const { preActivations, threshold, bandwidth, jumpGradient = false } = input;
  const operation = tf.customGrad((...given) => {
    const [values, limits, save] = given as unknown as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([values, limits]);
    return {
      value: tf.cast(tf.greater(values, limits), "float32"),
      gradFunc: (gradient, saved) => {
        const [at, limit] = saved as [tf.Tensor, tf.Tensor];
        const jump = tf.mul(gradient, kernel(at, limit, bandwidth));
        return [jumpGradient ? jump : tf.zerosLike(jump), tf.neg(tf.sum(jump, 0))];
      },
    };
  });
  return tf.tidy(() => tf.sum(operation(preActivations, threshold), 1) as tf.Tensor1D);
}
