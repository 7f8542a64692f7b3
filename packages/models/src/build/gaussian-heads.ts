import * as tf from "@tensorflow/tfjs";
import { stack } from "./stack.ts";

/** The two outputs of an encoder to a diagonal Gaussian, from its last hidden layer: `mean` and `log-variance`, each linear, [latent]. */
export function gaussianHeads(hidden: tf.SymbolicTensor, latent: number, name: string): tf.SymbolicTensor[] {
  return ["mean", "log-variance"].map((head) =>
    stack(hidden, [tf.layers.dense({ units: latent, name: `${name}/${head}` })]),
  );
}
