import * as tf from "@tensorflow/tfjs";
import { adversarialPair } from "./adversarial-pair.ts";
import { activation, type Layer, LayerFactory, leakyRelu, relu, sequence, tanh } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";

/** Both networks, and images that stand for the real ones. */
export interface DcganParts {
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly real: tf.Tensor;
}

/** DCGAN for 28 × 28: 7·7·128 → 64 → 1 against 64 → 128 → 1, filters 5 × 5, batch normalisation in the generator. */
export function dcganParts(batch: number): DcganParts {
  const make = new LayerFactory("dcgan");
  return {
    generator: sequence(
      make.dense(100, 7 * 7 * 128),
      activation((x) => tf.reshape(x, [-1, 7, 7, 128])),
      make.batchNormalization(128),
      relu,
      make.transposedConvolution(5, 128, 64),
      make.batchNormalization(64),
      relu,
      make.transposedConvolution(5, 64, 1),
      tanh,
    ),
    discriminator: sequence(
      make.convolution(5, 1, 64),
      leakyRelu,
      make.convolution(5, 64, 128),
      leakyRelu,
      activation((x) => tf.reshape(x, [-1, 7 * 7 * 128])),
      make.dense(7 * 7 * 128, 1),
    ),
    real: make.data([batch, 28, 28, 1], -1),
  };
}

/** {@link dcganParts} trained with batches of 64. */
export const dcgan: CreateNetwork = ({ batch = 64, createOptimizer }) => {
  const adam = { rate: 2e-4, beta1: 0.5, epsilon: 1e-8 };
  return adversarialPair({
    ...dcganParts(batch),
    latent: 100,
    optimizers: [createOptimizer(adam), createOptimizer(adam)],
  });
};
