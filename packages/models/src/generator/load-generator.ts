import { type FileSet, type NetworkRecord, RunUnsupportedError, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { loadModel } from "../files/load-model.ts";
import type { ForeignModel } from "../foreign/foreign-model.ts";
import { openForeignModel } from "../foreign/open-foreign-model.ts";
import { runnable } from "../foreign/runnable.ts";
import { disposeModel } from "../run/dispose-model.ts";
import {
  describedBy,
  type GeneratorNetwork,
  type NetworkOptions,
  networkFromLayers,
} from "./generator-network.ts";

/**
 * A stored generator of any format, ready to run; the caller disposes it.
 *
 * @throws {CheckpointCorruptError} when the files are not such a model, are truncated, or do not fit each other
 * @throws {RunUnsupportedError} when it is a model that cannot run here
 */
export async function loadGenerator(
  files: FileSet,
  { format, output, layout, shape }: Pick<NetworkRecord, "format" | "output" | "layout" | "shape">,
): Promise<GeneratorNetwork> {
  const options = output === undefined ? {} : { output };
  if (format !== "ganlens") {
    const network = networkFromForeign(await openForeignModel(files), options);
    if (shape !== undefined) return inShape(network, shape);
    return layout === "nchw" ? channelsLast(network) : network;
  }
  const { model } = await loadModel(files);
  return { ...networkFromLayers(model, options), dispose: () => disposeModel(model) };
}

/** A network whose samples are [channels, height, width], with the channels put last. */
export function channelsLast(network: GeneratorNetwork): GeneratorNetwork {
  const [channels = 1, height = 1, width = 1] = network.sampleShape;
  const arrange = (output: tf.Tensor): tf.Tensor => tf.transpose(output, [0, 2, 3, 1]);
  return {
    ...network,
    sampleShape: [height, width, channels],
    arrange,
    run: (inputs) => arrange(network.run(inputs)),
  };
}

/** A network that gives rows of numbers, or images without channels, with its samples brought to [height, width, 1]. */
export function inShape(network: GeneratorNetwork, shape: readonly number[]): GeneratorNetwork {
  if (sizeOf(shape) !== sizeOf(network.sampleShape)) {
    throw new RunUnsupportedError({
      message: `Expected a model that gives ${sizeOf(shape)} numbers for each sample, received [${network.sampleShape.join(", ")}].`,
      hint: "Bring the model in again.",
    });
  }
  const arrange = (output: tf.Tensor): tf.Tensor => tf.reshape(output, [-1, ...shape]);
  return { ...network, sampleShape: shape, arrange, run: (inputs) => arrange(network.run(inputs)) };
}

/** An opened foreign model as a generator; disposing it disposes the model. */
export function networkFromForeign(
  foreign: ForeignModel,
  { output = 0 }: NetworkOptions = {},
): GeneratorNetwork {
  const { predict, dispose, inputs, outputs } = runnable(foreign);
  return {
    ...describedBy({ inputs, output: outputs[output]?.shape ?? [] }),
    ...(foreign.kind === "layers" ? { layers: foreign.model as tf.LayersModel } : {}),
    run: (given) => predict(given)[output] as tf.Tensor,
    dispose,
  };
}
