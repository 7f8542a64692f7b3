import * as tf from "@tensorflow/tfjs";
import { registerLayers } from "../layers/register-layers.ts";

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
  registerLayers();
  return tf.serialization.SerializationMap.getMap().classNameMap as ReturnType<typeof registeredClasses>;
}
