import { CheckpointCorruptError, type NdArray, sizeOf } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { ModelSpec } from "../architecture/model-spec.ts";
import { architectureOf, configOf, parseModelSpec } from "../architecture/parse-model-spec.ts";
import { withinWeightBudget } from "../build/weight-budget.ts";
import { assertBoundedActivations } from "../run/bounded-activations.ts";
import { disposeModel } from "../run/dispose-model.ts";
import { writeWeights } from "../weights/write-weights.ts";
import type { ModelFileReader, ModelFiles } from "./model-files.ts";
import { type ModelJson, parseModelJson } from "./model-json.ts";

/** Every weight of the model must be in the file with its shape, and nothing else. */
function assertSameWeights(model: tf.LayersModel, weightSpecs: ModelJson["weightSpecs"]): void {
  const stored = new Map(weightSpecs.map(({ name, shape }) => [name, shape.join()]));
  const weights = new Set(model.weights);
  for (const weight of weights) {
    if (stored.get(weight.originalName) !== weight.shape.join()) {
      throw new CheckpointCorruptError({
        message: `Expected weight "${weight.originalName}" of shape [${weight.shape}] in model.json, received ${
          stored.has(weight.originalName) ? `[${stored.get(weight.originalName)}]` : "none"
        }.`,
      });
    }
  }
  if (stored.size !== weights.size || weightSpecs.length !== weights.size) {
    throw new CheckpointCorruptError({
      message: `Expected ${weights.size} weights for this topology, received ${weightSpecs.length} in model.json.`,
    });
  }
}

function decodedWeights(bytes: Uint8Array, weightSpecs: ModelJson["weightSpecs"]): Map<string, NdArray> {
  // A copy is aligned, whatever larger buffer the bytes are a view into; Node's Buffer has a slice that copies nothing.
  const values = new Float32Array(new Uint8Array(bytes).buffer);
  let offset = 0;
  return new Map(
    weightSpecs.map(({ name, shape }) => {
      const data = values.subarray(offset, offset + sizeOf(shape));
      offset += data.length;
      return [name, { data, shape }];
    }),
  );
}

/**
 * A model from the files that saveModel made: an ordinary `tf.LayersModel`, with the specification that it was built from.
 *
 * The model is wired by the architecture that its specification names, not by the stored topology, which is there for other
 * programs; only weights come from the file, and none is allocated that it does not hold.
 *
 * @param source the files, or something to read `model.json` and `weights.bin` from
 * @throws {CheckpointCorruptError} when the files are not such a model, are truncated, or do not fit each other
 */
export async function loadModel(
  source: ModelFiles | ModelFileReader,
): Promise<{ readonly model: tf.LayersModel; readonly spec: ModelSpec }> {
  const isReader = "read" in source;
  const json = isReader ? await source.read("model.json") : source["model.json"];
  const weights = isReader ? await source.read("weights.bin") : source["weights.bin"];
  const { weightSpecs, ganlens } = parseModelJson(json, weights.byteLength);
  let model: tf.LayersModel | undefined;
  try {
    const spec = parseModelSpec(ganlens.spec);
    model = withinWeightBudget(weights.byteLength / 4, () =>
      architectureOf(spec).build(configOf(spec), ganlens.name),
    );
    assertBoundedActivations(model);
    assertSameWeights(model, weightSpecs);
    writeWeights(model, decodedWeights(weights, weightSpecs));
    model.setUserDefinedMetadata({ ganlens: { spec, name: ganlens.name } });
    return { model, spec };
  } catch (cause) {
    if (model) disposeModel(model);
    if (cause instanceof CheckpointCorruptError) throw cause;
    throw new CheckpointCorruptError({
      message: `model.json does not describe a model: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Go back to an earlier checkpoint, or to a version of ganlens that knows this architecture.",
      cause,
    });
  }
}
