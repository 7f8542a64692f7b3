import { CheckpointCorruptError, ConfigInvalidError, sha256Hex } from "@ganlens/core";
import {
  disposeModel,
  latentOf,
  loadModel,
  type ModelSpec,
  outputRangeOf,
  parameterCount,
} from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { NetworkFacts, Tasks } from "./messages.ts";

/** A network in the worker's memory. */
export interface LoadedNetwork {
  readonly model: tf.LayersModel;
  /** Bounds of what it gives out; images are mapped from them to [0, 1]. */
  readonly range: readonly [number, number] | undefined;
  /** Size of the whole code of a nested autoencoder; `undefined` where it cannot be cut. */
  readonly wholeCode: number | undefined;
}

/** The networks that the page has asked for, by the names it gave them. */
export class Networks {
  readonly #loaded = new Map<string, LoadedNetwork>();

  /** @throws {CheckpointCorruptError} when the files are not what the run says, or no model */
  async load({ key, model: json, weights, expected }: Tasks["load"]["question"]): Promise<NetworkFacts> {
    this.forget(key);
    if (
      expected !== undefined &&
      (sha256Hex(json) !== expected.model || sha256Hex(weights) !== expected.weights)
    ) {
      throw new CheckpointCorruptError({
        message: "The checkpoint's files are not those that its manifest names: their SHA-256 differs.",
        hint: "Look at another step, or train again.",
      });
    }
    const { model, spec } = await loadModel({ "model.json": json, "weights.bin": weights });
    const codes = codesOf(spec, model);
    const nested = model.inputs.length > 1 && codes.length > 0;
    this.#loaded.set(key, {
      model,
      range: outputRangeOf(spec),
      wholeCode: nested ? codes.at(-1) : undefined,
    });
    const latent = latentOf(spec);
    return {
      ...(latent === undefined ? {} : { latent }),
      shape: (model.outputs[0]?.shape.slice(1) ?? []) as number[],
      codes,
      parameters: parameterCount(model),
    };
  }

  get(key: string): LoadedNetwork {
    const network = this.#loaded.get(key);
    if (network !== undefined) return network;
    throw new ConfigInvalidError({ message: `The network ${key} was not loaded.` });
  }

  forget(key: string): void {
    const network = this.#loaded.get(key);
    if (network !== undefined) disposeModel(network.model);
    this.#loaded.delete(key);
  }
}

function codesOf(spec: ModelSpec, model: tf.LayersModel): readonly number[] {
  const { codes, code } = spec as { readonly codes?: unknown; readonly code?: unknown };
  if (Array.isArray(codes)) return codes.filter((size): size is number => Number.isInteger(size));
  if (typeof code === "number") return [code];
  const encoder = model.layers.find(({ name }) => name === `${model.name}/encoder`);
  const size = (encoder?.outputShape as readonly (number | null)[] | undefined)?.[1];
  return typeof size === "number" ? [size] : [];
}
