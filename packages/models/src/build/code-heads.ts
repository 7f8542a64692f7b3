import * as tf from "@tensorflow/tfjs";
import { stack } from "./stack.ts";

/**
 * The outputs of an encoder from its last hidden layer, each linear, [latent]: `mean` and `log-variance` of a diagonal Gaussian, or the
 * mean alone.
 */
export function codeHeads(
  hidden: tf.SymbolicTensor,
  {
    latent,
    name,
    deterministic = false,
  }: { readonly latent: number; readonly name: string; readonly deterministic?: boolean | undefined },
): tf.SymbolicTensor[] {
  const heads = deterministic ? ["mean"] : ["mean", "log-variance"];
  return heads.map((head) => stack(hidden, [tf.layers.dense({ units: latent, name: `${name}/${head}` })]));
}
