import * as tf from "@tensorflow/tfjs";
import { squash } from "./squash.ts";
import { withoutGradient } from "./without-gradient.ts";

/** What {@link dynamicRouting} takes. */
export interface DynamicRoutingOptions {
  /** At least 1. */
  readonly iterations: number;
  /** Whether the coupling counts as constant in the gradient, so that it flows through the last iteration only. */
  readonly stopGradient: boolean;
}

/**
 * Dynamic routing between capsules: sⱼ = Σᵢ cᵢⱼ ûⱼ|ᵢ with c = softmax over j of b, vⱼ = squash(sⱼ), bᵢⱼ ← bᵢⱼ + ûⱼ|ᵢ · vⱼ, from b = 0.
 *
 * @param predictions û [batch, inputs, outputs, dimensions]
 * @returns the capsules v [batch, outputs, dimensions] and the coupling c [batch, inputs, outputs] of the last iteration
 * @see Sabour, Frosst and Hinton 2017, procedure 1
 */
export function dynamicRouting(
  predictions: tf.Tensor,
  { iterations, stopGradient }: DynamicRoutingOptions,
): { readonly capsules: tf.Tensor; readonly coupling: tf.Tensor } {
  if (stopGradient) {
    const coupling = withoutGradient((fixed) => routed(fixed, iterations).coupling, predictions);
    return { capsules: gathered(predictions, coupling), coupling };
  }
  return routed(predictions, iterations);
}

function gathered(predictions: tf.Tensor, coupling: tf.Tensor): tf.Tensor {
  return squash(tf.sum(tf.mul(tf.expandDims(coupling, 3), predictions), 1));
}

function routed(
  predictions: tf.Tensor,
  iterations: number,
): { readonly capsules: tf.Tensor; readonly coupling: tf.Tensor } {
  const [batch, inputs, outputs] = predictions.shape as [number, number, number];
  let agreement: tf.Tensor = tf.zeros([batch, inputs, outputs]);
  for (let left = iterations; ; left--) {
    const coupling = tf.softmax(agreement);
    const capsules = gathered(predictions, coupling);
    if (left <= 1) return { capsules, coupling };
    agreement = tf.add(agreement, tf.sum(tf.mul(predictions, tf.expandDims(capsules, 1)), 3));
  }
}
