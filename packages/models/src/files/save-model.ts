import * as tf from "@tensorflow/tfjs";
import type { ModelFiles } from "./model-files.ts";

function joined(data: tf.io.WeightData | undefined): Uint8Array {
  const parts = (Array.isArray(data) ? data : data ? [data] : []).map((part) => new Uint8Array(part));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

/**
 * The files of a model: what `model.save` would write, without a date, so that equal models give equal bytes.
 *
 * @returns `model.json` (topology, weight manifest, metadata) and `weights.bin`; `tf.loadLayersModel` and Netron open them
 */
export async function saveModel(model: tf.LayersModel): Promise<ModelFiles> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  const { format, generatedBy, convertedBy, modelTopology, userDefinedMetadata, weightSpecs, weightData } =
    artifacts as tf.io.ModelArtifacts;
  const json = {
    format,
    generatedBy,
    convertedBy,
    modelTopology,
    userDefinedMetadata,
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  };
  return {
    "model.json": new TextEncoder().encode(JSON.stringify(json)),
    "weights.bin": joined(weightData),
  };
}
