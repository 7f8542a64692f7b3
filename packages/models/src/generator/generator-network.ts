import type * as tf from "@tensorflow/tfjs";
import type { ModelPort } from "../foreign/foreign-model.ts";
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
  /** From the model's own output to the samples that {@link run} gives, where they are laid out otherwise. */
  readonly arrange?: (output: tf.Tensor) => tf.Tensor;
  /** The number of samples that it takes at once, where that is fixed. */
  readonly batch?: number;
  /** One tensor per input in, samples out: values as the network gives them. Runs inside `tf.tidy`. */
  run(inputs: readonly tf.Tensor[]): tf.Tensor;
  dispose(): void;
}

/** Which of several outputs a network's samples are. */
export interface NetworkOptions {
  readonly output?: number;
}

/** A layers model as a generator; it stays whoever's it is. */
export function networkFromLayers(
  model: tf.LayersModel,
  { output = 0 }: NetworkOptions = {},
): GeneratorNetwork {
  const ports = {
    // A tensor gets another name each time its layer is built; the layer keeps its own.
    inputs: model.inputs.map(({ sourceLayer, shape, dtype }) => ({ name: sourceLayer.name, shape, dtype })),
    output: model.outputs[output]?.shape ?? [],
  };
  return {
    ...describedBy(ports),
    layers: model,
    run(inputs) {
      const result = applyModel(model, [...inputs], { training: false });
      return (Array.isArray(result) ? result[output] : result) as tf.Tensor;
    },
    dispose() {},
  };
}

/** A graph model as a generator; it stays whoever's it is, and has no layers that could be replaced. */
export function networkFromGraph(
  model: tf.GraphModel,
  { output = 0 }: NetworkOptions = {},
): GeneratorNetwork {
  const ports = {
    inputs: model.inputs.map(({ name, shape, dtype }) => ({ name, shape: shape ?? [], dtype })),
    output: model.outputs[output]?.shape ?? [],
  };
  return {
    ...describedBy(ports),
    run(inputs) {
      const named = Object.fromEntries(model.inputs.map(({ name }, i) => [name, inputs[i] as tf.Tensor]));
      const name = model.outputNodes[output] as string;
      return model.execute(named, name) as tf.Tensor;
    },
    dispose() {},
  };
}

/** Any tfjs model as a generator; it stays whoever's it is. */
export function networkFromModel(
  model: tf.LayersModel | tf.GraphModel,
  options: NetworkOptions = {},
): GeneratorNetwork {
  return "layers" in model ? networkFromLayers(model, options) : networkFromGraph(model, options);
}

/** What a network takes and gives, read from shapes whose first side is the batch. */
export function describedBy({
  inputs,
  output,
}: {
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: readonly (number | null)[];
    readonly dtype: tf.DataType | ModelPort["dtype"];
  }[];
  readonly output: readonly (number | null)[];
}): Pick<GeneratorNetwork, "inputs" | "sampleShape" | "batch"> {
  const batch = inputs[0]?.shape[0];
  return {
    inputs: inputs.map(({ name, shape, dtype }) => ({ name, shape: sides(shape.slice(1)), dtype })),
    sampleShape: sides(output.slice(1)),
    ...(typeof batch === "number" && batch > 0 ? { batch } : {}),
  };
}

/** A side that is not fixed is 1: a network that takes any size is shown the smallest. */
function sides(shape: readonly (number | null)[]): readonly number[] {
  return shape.map((side) => (side === null || side < 0 ? 1 : side));
}
