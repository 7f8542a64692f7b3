import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { defaultWeightRule, drawWeight } from "../build/weight-rule.ts";

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/**
 * First values by the rule for a weight's name, drawn from a generator named after it: the same in every process.
 *
 * {@link buildModel} draws over them from its own seed; who builds a model by hand has usable weights that are the same each time.
 *
 * @param fullName names the generator, for example `critic/score/kernel`
 * @param weight the weight's own name, for example `kernel`
 */
export function drawnInitializer(fullName: string, weight: string): Initializer {
  const apply = (shape: tf.Shape): tf.Tensor => {
    const sides = shape as number[];
    const drawn = { weight, shape: sides, transposed: false };
    return tf.tensor(drawWeight(defaultWeightRule(weight), drawn, Random.fromSeed(0).split(fullName)), sides);
  };
  // TensorFlow.js exports no class of initialisers to extend; a layer calls nothing but `apply`.
  return { apply } as unknown as Initializer;
}
