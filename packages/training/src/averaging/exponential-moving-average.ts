import * as tf from "@tensorflow/tfjs";

/**
 * Moves averaged weights towards the current ones: w̄ ← d·w̄ + (1 − d)·w.
 *
 * The decay d rises with the step from about a tenth, min(decay, (1 + step) / (10 + step)), so that the random start is forgotten:
 * the average starts as the weights and warms up, as TensorFlow's does with `num_updates`. It is neither started at 0 and corrected
 * nor left to a constant decay. Running statistics are averaged like any other weight, and every average is a fresh tensor.
 *
 * @param averaged the weights that are moved, by name
 * @param current the weights that are followed, by the same names
 * @param decay the most that is kept in a step, in [0, 1)
 * @param step steps that were averaged before this one; with the averages it is all that a resumed run needs
 * @throws {Error} when an averaged weight has no current one
 */
export function updateAverage(
  averaged: ReadonlyMap<string, tf.Variable>,
  current: ReadonlyMap<string, tf.Variable>,
  { decay, step }: { readonly decay: number; readonly step: number },
): void {
  const kept = Math.min(decay, (1 + step) / (10 + step));
  for (const [name, average] of averaged) {
    const weight = current.get(name);
    if (weight === undefined) throw new Error(`There is no current weight for ${name}.`);
    tf.tidy(() => average.assign(tf.add(tf.mul(average, kept), tf.mul(weight, 1 - kept))));
  }
}
