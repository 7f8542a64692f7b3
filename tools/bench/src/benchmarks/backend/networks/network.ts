import type * as tf from "@tensorflow/tfjs";

/** One of the networks that the benchmark trains. */
export interface Network {
  /** Samples in a batch. */
  readonly batch: number;
  /** Takes one full training step; the losses, scalars, are the caller's to dispose of. */
  step(): tf.Tensor[];
}

/** How a network is made. */
export interface NetworkSettings {
  /** Smaller than usual for a quick check. */
  readonly batch?: number;
  /** Moves variables by their gradients; one for each set of variables. */
  createOptimizer(settings: AdamSettings): Optimizer;
}

export interface AdamSettings {
  readonly rate: number;
  readonly beta1: number;
  readonly epsilon: number;
}

export interface Optimizer {
  apply(variables: readonly tf.Variable[], gradients: tf.NamedTensorMap): void;
}

export type CreateNetwork = (settings: NetworkSettings) => Network;
