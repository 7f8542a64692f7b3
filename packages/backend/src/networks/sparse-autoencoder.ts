import * as tf from "@tensorflow/tfjs";
import { LayerFactory } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";
import { trainStep } from "./train-step.ts";

/** A dictionary of 2,048 features for 256 activations, relu, squared error and an L1 penalty, batch 1,024. */
export const sparseAutoencoder: CreateNetwork = ({ batch = 1024, createOptimizer }) => {
  const make = new LayerFactory("sparse-autoencoder");
  const [encoder, decoder] = [make.dense(256, 2048), make.dense(2048, 256)];
  const variables = [...encoder.variables, ...decoder.variables];
  const x = make.normalData([batch, 256]);
  const optimizer = createOptimizer({ rate: 1e-3, beta1: 0.9, epsilon: 1e-7 });
  return {
    batch,
    step: () => [
      trainStep(optimizer, variables, () => {
        const codes = tf.relu(encoder.apply(x));
        const error = tf.mean(tf.squaredDifference(decoder.apply(codes), x));
        return tf.add(error, tf.mul(tf.sum(codes), 1e-3 / batch));
      }),
    ],
    dispose() {
      tf.dispose([...variables, x]);
      optimizer.dispose();
    },
  };
};
