import { clipWeights } from "@ganlens/losses";
import type * as tf from "@tensorflow/tfjs";

/**
 * Clips parameters to [−limit, limit], in place.
 *
 * @param limit > 0
 * @see Arjovsky, Chintala, Bottou 2017, algorithm 1
 */
export function clipParameters(parameters: ReadonlyMap<string, tf.Variable>, limit: number): void {
  const variables = [...parameters.values()];
  for (const [i, clipped] of clipWeights(variables, limit).entries()) {
    (variables[i] as tf.Variable).assign(clipped);
    clipped.dispose();
  }
}
