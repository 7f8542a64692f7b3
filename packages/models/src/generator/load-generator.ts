import type { FileSet, NetworkRecord } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
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
  { format, output }: Pick<NetworkRecord, "format" | "output">,
): Promise<GeneratorNetwork> {
  const options = output === undefined ? {} : { output };
  if (format !== "ganlens") return networkFromForeign(await openForeignModel(files), options);
  const { model } = await loadModel(files);
  return { ...networkFromLayers(model, options), dispose: () => disposeModel(model) };
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
