import { disposeModel, loadModel, type ModelSpec, outputRangeOf } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { NetworkFacts } from "../engine/messages.ts";
import { assertFiniteWeights } from "./finite-weights.ts";
import { networkFileSet } from "./network-file-set.ts";

/** An autoencoder in the worker's memory. */
export interface OpenedAutoencoder {
  readonly role: "autoencoder";
  readonly model: tf.LayersModel;
  /** Bounds of what it gives out; images are mapped to them and back. */
  readonly range: readonly [number, number] | undefined;
  /** Size of the whole code of a nested autoencoder; `undefined` where it cannot be cut. */
  readonly wholeCode: number | undefined;
  readonly facts: NetworkFacts;
  dispose(): void;
}

/** @throws {CheckpointCorruptError} when the files are no model that ganlens has stored, or its weights are not finite */
export async function openAutoencoder(
  files: Readonly<Record<string, Uint8Array>>,
): Promise<OpenedAutoencoder> {
  const { model, spec } = await loadModel(networkFileSet(files));
  await assertFiniteWeights(model, "autoencoder").catch((error: unknown) => {
    disposeModel(model);
    throw error;
  });
  const codes = codesOf(spec, model);
  const nested = model.inputs.length > 1 && codes.length > 0;
  return {
    role: "autoencoder",
    model,
    range: outputRangeOf(spec),
    wholeCode: nested ? codes.at(-1) : undefined,
    facts: { shape: (model.outputs[0]?.shape.slice(1) ?? []) as number[], codes },
    dispose: () => disposeModel(model),
  };
}

function codesOf(spec: ModelSpec, model: tf.LayersModel): readonly number[] {
  const { codes, code } = spec as { readonly codes?: unknown; readonly code?: unknown };
  if (Array.isArray(codes)) return codes.filter((size): size is number => Number.isInteger(size));
  if (typeof code === "number") return [code];
  const encoder = model.layers.find(({ name }) => name === `${model.name}/encoder`);
  const size = (encoder?.outputShape as readonly (number | null)[] | undefined)?.[1];
  return typeof size === "number" ? [size] : [];
}
