import * as tf from "@tensorflow/tfjs";
import { LayerFactory, relu, sequence } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";
import { trainStep } from "./train-step.ts";

/** 784 → 512 → 256 → 32 → 256 → 512 → 784, relu, mean squared error, batch 64. */
export const autoencoder: CreateNetwork = ({ batch = 64, createOptimizer }) => {
  const make = new LayerFactory("autoencoder");
  const sizes = [784, 512, 256, 32, 256, 512];
  const network = sequence(
    ...sizes.flatMap((size, i) => {
      const next = sizes[i + 1];
      return next === undefined ? [make.dense(size, 784)] : [make.dense(size, next), relu];
    }),
  );
  const x = make.data([batch, 784], 0);
  const optimizer = createOptimizer({ rate: 1e-3, beta1: 0.9, epsilon: 1e-7 });
  return {
    batch,
    step: () => [
      trainStep(optimizer, network.variables, () => tf.mean(tf.squaredDifference(network.apply(x), x))),
    ],
    dispose() {
      tf.dispose([...network.variables, x]);
      optimizer.dispose();
    },
  };
};
