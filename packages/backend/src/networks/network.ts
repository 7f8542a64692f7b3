import type * as tf from "@tensorflow/tfjs";

/** A network that is trained to see how fast and how right a backend is. */
export interface Network {
  /** Samples in a batch. */
  readonly batch: number;
  /** Takes one full training step; the losses, scalars, are the caller's to dispose of. */
  step(): tf.Tensor[];
  /** Disposes of its weights, its data and what its optimizers keep. */
  dispose(): void;
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
  /** Disposes of what it keeps between steps. */
  dispose(): void;
}

export type CreateNetwork = (settings: NetworkSettings) => Network;
