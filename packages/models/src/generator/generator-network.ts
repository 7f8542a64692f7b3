import { sizeOf } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { applyModel } from "../run/apply-model.ts";

/** One input of a network: its name, and the shape of one sample. */
export interface NetworkInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
}

/** A generator of any kind, as whoever draws from it sees it. */
export interface GeneratorNetwork {
  readonly inputs: readonly NetworkInput[];
  /** Shape of one sample that it gives. */
  readonly sampleShape: readonly number[];
  /** The model itself, where its layers can be read and replaced. */
  readonly layers?: tf.LayersModel;
  /** The most samples that it takes at once; any number where it is absent. */
  readonly batch?: number;
  /** One tensor per input in, samples out: values as the network gives them. Runs inside `tf.tidy`. */
  run(inputs: readonly tf.Tensor[]): tf.Tensor;
  dispose(): void;
}

/** A layers model as a generator; it stays whoever's it is. */
export function networkFromLayers(
  model: tf.LayersModel,
  { output = 0 }: { readonly output?: number } = {},
): GeneratorNetwork {
  const batch = model.inputs[0]?.shape[0];
  return {
    inputs: model.inputs.map(({ name, shape, dtype }) => ({
      name,
      shape: shape.slice(1).map((side) => side ?? 1),
      dtype,
    })),
    sampleShape: (model.outputs[output]?.shape.slice(1) ?? []).map((side) => side ?? 1),
    layers: model,
    ...(typeof batch === "number" ? { batch } : {}),
    run(inputs) {
      const result = applyModel(model, [...inputs], { training: false });
      return (Array.isArray(result) ? result[output] : result) as tf.Tensor;
    },
    dispose() {},
  };
}

/** The number of values in one sample of a network. */
export function sampleSize({ sampleShape }: Pick<GeneratorNetwork, "sampleShape">): number {
  return sizeOf(sampleShape);
}

/** Any tfjs model as a generator; it stays whoever's it is. */
export function networkFromModel(
  model: tf.LayersModel,
  options: { readonly output?: number } = {},
): GeneratorNetwork {
  return networkFromLayers(model, options);
}
