import { adversarialPair } from "./adversarial-pair.ts";
import { LayerFactory, relu, sequence } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";

/** A GAN of points in the plane: 2 → 128 → 128 → 2 against 2 → 128 → 128 → 1, relu, batch 256. */
export const pointsGan: CreateNetwork = ({ batch = 256, createOptimizer }) => {
  const make = new LayerFactory("points-gan");
  const adam = { rate: 2e-4, beta1: 0.5, epsilon: 1e-8 };
  const network = (outputs: number) =>
    sequence(make.dense(2, 128), relu, make.dense(128, 128), relu, make.dense(128, outputs));
  return adversarialPair({
    generator: network(2),
    discriminator: network(1),
    real: make.data([batch, 2], -1),
    latent: 2,
    optimizers: [createOptimizer(adam), createOptimizer(adam)],
  });
};
