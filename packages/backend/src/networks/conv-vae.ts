import * as tf from "@tensorflow/tfjs";
import { activation, LayerFactory, relu, sequence } from "./layers.ts";
import type { CreateNetwork } from "./network.ts";
import { trainStep } from "./train-step.ts";

/** A variational autoencoder for 28 × 28: filters 4 × 4, 32 → 64 → 256 → 10 latents and back, relu, batch 64. */
export const convVae: CreateNetwork = ({ batch = 64, createOptimizer }) => {
  const make = new LayerFactory("conv-vae");
  const encoder = sequence(
    make.convolution(4, 1, 32),
    relu,
    make.convolution(4, 32, 64),
    relu,
    activation((x) => tf.reshape(x, [-1, 3136])),
    make.dense(3136, 256),
    relu,
  );
  const [toMu, toLogVar] = [make.dense(256, 10), make.dense(256, 10)];
  const decoder = sequence(
    make.dense(10, 256),
    relu,
    make.dense(256, 3136),
    relu,
    activation((x) => tf.reshape(x, [-1, 7, 7, 64])),
    make.transposedConvolution(4, 64, 32),
    relu,
    make.transposedConvolution(4, 32, 1),
  );
  const variables = [encoder, toMu, toLogVar, decoder].flatMap((layer) => layer.variables);
  const x = make.data([batch, 28, 28, 1], 0);
  const optimizer = createOptimizer({ rate: 1e-3, beta1: 0.9, epsilon: 1e-7 });
  let draws = 0;
  return {
    batch,
    step() {
      const loss = trainStep(optimizer, variables, () => {
        const hidden = encoder.apply(x);
        const [mu, logVar] = [toMu.apply(hidden), toLogVar.apply(hidden)];
        draws += 1;
        const noise = tf.randomNormal([batch, 10], 0, 1, "float32", draws);
        const logits = decoder.apply(tf.add(mu, tf.mul(noise, tf.exp(tf.mul(logVar, 0.5)))));
        const likelihood = tf.sum(tf.sub(tf.softplus(logits), tf.mul(logits, x)));
        const divergence = tf.sum(tf.sub(tf.add(tf.square(mu), tf.exp(logVar)), tf.add(logVar, 1)));
        return tf.div(tf.add(likelihood, tf.mul(divergence, 0.5)), batch);
      });
      return [loss];
    },
    dispose() {
      tf.dispose([...variables, x]);
      optimizer.dispose();
    },
  };
};
