import { type NdArray, nearestName, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/**
 * Sets weights of a model by original name; weights that `values` does not name keep theirs.
 *
 * Nothing is written unless everything fits.
 *
 * @throws {ShapeError} when a name is not one of the model's weights, or a shape differs
 */
export function writeWeights(model: tf.LayersModel, values: ReadonlyMap<string, NdArray>): void {
  const weights = new Map(model.weights.map((weight) => [weight.originalName, weight]));
  for (const [name, { data, shape }] of values) {
    const weight = weights.get(name);
    if (!weight) {
      const nearest = nearestName(name, weights.keys());
      throw new ShapeError({
        message: `Expected names of weights of "${model.name}", received "${name}".`,
        ...(nearest ? { hint: `The nearest that it has is "${nearest}".` } : {}),
      });
    }
    if (weight.shape.join() !== shape.join() || data.length !== weight.read().size) {
      throw new ShapeError({
        message: `Expected shape [${weight.shape}] for "${name}", received [${shape}] with ${data.length} values.`,
      });
    }
  }
  tf.tidy(() => {
    for (const [name, { data, shape }] of values)
      weights.get(name)?.write(tf.tensor(data.slice(), [...shape]));
  });
}
