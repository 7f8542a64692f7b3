import { CheckpointCorruptError, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

type AddWeight = (
  this: tf.layers.Layer,
  name: string,
  shape: readonly number[],
  dtype: unknown,
  initializer: unknown,
  ...rest: readonly unknown[]
) => tf.LayerVariable;

/**
 * Builds models whose weights are going to be read from a file, and lets them have no more values than the file holds.
 *
 * A layer states its weights' shapes only while it is built, just before they are allocated; every request is therefore met
 * by the budget first. Weights start at zero, whatever initialiser was named: those of TensorFlow.js can take seconds.
 * When `build` throws, every weight made so far is given back.
 *
 * @param elements how many values the file holds
 * @param build synchronous
 * @throws {CheckpointCorruptError} naming the layer whose weights no longer fit
 */
export function withinWeightBudget<T>(elements: number, build: () => T): T {
  const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const original = prototype.addWeight;
  const made: tf.LayerVariable[] = [];
  let left = elements;
  prototype.addWeight = function (name, shape, dtype, _, ...rest) {
    const size = sizeOf(shape);
    if (!shape.every((side) => Number.isSafeInteger(side) && side >= 0) || !(size <= left)) {
      throw new CheckpointCorruptError({
        message: `Expected weights of ${elements} values in all, as the file has, but "${this.name}/${name}" of shape [${shape.join(", ")}] takes more than the ${left} that are left.`,
        hint: "The model's description and its weights do not belong together.",
      });
    }
    left -= size;
    const weight = original.call(this, name, shape, dtype, tf.initializers.zeros(), ...rest);
    made.push(weight);
    return weight;
  };
  // Weights outlive the scope; what a layer that fails halfway leaves behind does not.
  tf.engine().startScope();
  try {
    return build();
  } catch (error) {
    for (const weight of made) weight.dispose();
    throw error;
  } finally {
    tf.engine().endScope();
    prototype.addWeight = original;
  }
}
