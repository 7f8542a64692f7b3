import { adversarialPair } from "./adversarial-pair.ts";
import { LayerFactory, leakyRelu, sequence, tanh } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";

/** 100 → 128 → 256 → 512 → 784 against 784 → 512 → 256 → 1, leaky relu, batch 64. */
export const mlpGan: CreateNetwork = ({ batch = 64, createOptimizer }) => {
  const make = new LayerFactory("mlp-gan");
  const adam = { rate: 2e-4, beta1: 0.5, epsilon: 1e-8 };
  return adversarialPair({
    generator: sequence(
      make.dense(100, 128),
      leakyRelu,
      make.dense(128, 256),
      leakyRelu,
      make.dense(256, 512),
      leakyRelu,
      make.dense(512, 784),
      tanh,
    ),
    discriminator: sequence(
      make.dense(784, 512),
      leakyRelu,
      make.dense(512, 256),
      leakyRelu,
      make.dense(256, 1),
    ),
    real: make.data([batch, 784], -1),
    latent: 100,
    optimizers: [createOptimizer(adam), createOptimizer(adam)],
  });
};
