import * as tf from "@tensorflow/tfjs";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { Dropout } from "../layers/dropout.ts";
import { OneHot } from "../layers/one-hot.ts";

type Class = tf.serialization.SerializableConstructor<tf.serialization.Serializable> & {
  readonly prototype: unknown;
};

/**
 * Every class that a stored model can name: those of TensorFlow.js, ours, and what the caller has registered.
 *
 * Ours are registered here once more by value: a bundler may have dropped modules that were imported for their effect only.
 */
export function registeredClasses(): Readonly<
  Record<string, readonly [Class, tf.serialization.FromConfigMethod<tf.serialization.Serializable>]>
> {
  for (const layer of [BatchNormalization, Dropout, OneHot]) {
    tf.serialization.registerClass(layer as unknown as Class);
  }
  return tf.serialization.SerializationMap.getMap().classNameMap as ReturnType<typeof registeredClasses>;
}
