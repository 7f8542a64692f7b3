import * as tf from "@tensorflow/tfjs";

/**
 * Moves averaged weights towards the current ones: w̄ ← d·w̄ + (1 − d)·w.
 *
 * The decay d rises with the step from about a tenth, min(decay, (1 + step) / (10 + step)), so that the random start is forgotten.
 * Running statistics are averaged like any other weight.
 *
 * @param averaged the weights that are moved, by name
 * @param current the weights that are followed, by the same names
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
