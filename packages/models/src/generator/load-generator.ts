import type { NetworkRecord } from "@ganlens/core";
import { loadModel } from "../files/load-model.ts";
import type { ModelFileReader } from "../files/model-files.ts";
import { disposeModel } from "../run/dispose-model.ts";
import { type GeneratorNetwork, networkFromLayers } from "./generator-network.ts";

/**
 * A stored generator of any format, ready to run.
 *
 * @throws {CheckpointCorruptError} when the files are not such a model, are truncated, or do not fit each other
 */
export async function loadGenerator(
  files: ModelFileReader,
  record: NetworkRecord,
): Promise<GeneratorNetwork> {
  const { model } = await loadModel(files);
  return {
    ...networkFromLayers(model, record.output === undefined ? {} : { output: record.output }),
    dispose: () => disposeModel(model),
  };
}
