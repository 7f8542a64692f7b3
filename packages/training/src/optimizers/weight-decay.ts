import * as tf from "@tensorflow/tfjs";
import type { Optimizer } from "./optimizer.ts";
import { PreparedOptimizer } from "./prepared-optimizer.ts";

/**
 * Coupled decay, which is L2 regularisation: g ← g + λw before the step, as PyTorch's `weight_decay` does everywhere but in AdamW.
 *
 * @param weightDecay λ ≥ 0; 0 gives the optimizer as it is
 */
export function withCoupledDecay(optimizer: Optimizer, weightDecay: number): Optimizer {
  if (weightDecay === 0) return optimizer;
  return new PreparedOptimizer(optimizer, ({ parameters, gradients }) => {
    const decayed = new Map<string, tf.Tensor>();
    for (const [name, parameter] of parameters) {
      decayed.set(name, tf.add(gradients.get(name) as tf.Tensor, tf.mul(parameter, weightDecay)));
    }
    return decayed;
  });
}

/**
 * Decoupled decay: w ← (1 − αλ)w before the step, with the learning rate α as the schedule has it.
 *
 * @param weightDecay λ ≥ 0; 0 gives the optimizer as it is
 * @see Loshchilov and Hutter 2019, algorithm 2
 */
export function withDecoupledDecay(
  optimizer: Optimizer,
  { learningRate, weightDecay }: { readonly learningRate: number; readonly weightDecay: number },
): Optimizer {
  if (weightDecay === 0) return optimizer;
  return new PreparedOptimizer(optimizer, ({ parameters, gradients, rateScale }) => {
    const left = 1 - rateScale * learningRate * weightDecay;
    for (const parameter of parameters.values()) parameter.assign(tf.mul(parameter, left));
    return gradients;
  });
}
