import {
  assertMadeFrom,
  CheckpointCorruptError,
  type LensContext,
  type RunStore,
  readJson,
  runLayout,
  sha256Hex,
  writeJson,
} from "@ganlens/core";
import { disposeModel, loadModel, saveModel } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import {
  forgetUnfinished,
  type InterruptibleTrainingOptions,
  interruptibleTraining,
} from "./interruptible-training.ts";
import { type NetworkRequest, type Provenance, provenanceOf, provenanceSchema } from "./network-request.ts";

/** A network that is fitted to one set of images, and to what is known of them where that is not the images themselves. */
export interface FittedNetwork {
  readonly model: tf.LayersModel;
  /** Hash of everything that made it: it lies in `models/<hash>`. */
  readonly hash: string;
  readonly seed: number;
  readonly steps: number;
}

export interface FitStoredOptions {
  readonly request: NetworkRequest;
  /** Begins its training, anew each time that it is called. */
  readonly begin: InterruptibleTrainingOptions["begin"];
  readonly context: Pick<LensContext, "store" | "signal" | "shared">;
}

/**
 * Trains a network, or takes it from the run folder when the very same was trained before; where its training was interrupted,
 * it goes on from there. Where lenses share their work, a thread that is free trains it, once for all of them.
 *
 * Yields the share of the work that is done, in [0, 1]; the caller disposes the model.
 *
 * @throws {CancelledError} when the context's signal aborts
 * @throws {CheckpointCorruptError} when the stored one is not whole, or another one
 */
export async function* fitStored({
  request,
  begin,
  context: { store, signal, shared },
}: FitStoredOptions): AsyncGenerator<number, FittedNetwork> {
  const { seed, steps } = request;
  const { provenance, hash } = provenanceOf(request);
  const stored = await storedModel(store, hash);
  if (stored !== null) return { model: stored, hash, seed, steps };
  if (shared !== undefined) {
    yield* shared.finish(hash, request);
    return { model: await finishedModel(store, hash), hash, seed, steps };
  }
  const place = { store, folder: runLayout.unfinished(hash) };
  const model = yield* interruptibleTraining({ begin, steps, signal, ...place });
  try {
    await storeModel(store, hash, model, provenance);
    await forgetUnfinished(place);
  } catch (error) {
    disposeModel(model);
    throw error;
  }
  return { model, hash, seed, steps };
}

/** What another thread has trained. */
async function finishedModel(store: RunStore, hash: string): Promise<tf.LayersModel> {
  const model = await storedModel(store, hash);
  if (model !== null) return model;
  throw new CheckpointCorruptError({
    message: `Expected a network that was just trained in ${runLayout.model(hash)}, found none.`,
    hint: "Something else removed it while it was needed: ask again.",
  });
}

async function storedModel(store: RunStore, hash: string): Promise<tf.LayersModel | null> {
  const folder = runLayout.model(hash);
  if (!(await store.has(`${folder}/made-from.json`))) return null;
  const what = "a record of what made a network";
  const record = await readJson(store, runLayout.madeFrom(hash), provenanceSchema, what);
  assertMadeFrom({ ...record }, hash);
  const { files } = record;
  const read = async (path: string): Promise<Uint8Array> => {
    const bytes = await store.read(`${folder}/${path}`);
    if (files !== undefined && files[path] !== sha256Hex(bytes)) {
      throw new CheckpointCorruptError({
        message: `Expected ${folder}/${path} as it was written; its SHA-256 is another now.`,
        hint: `Delete ${folder}: the network is trained again when it is needed.`,
      });
    }
    return bytes;
  };
  return (await loadModel({ read })).model;
}

/** Its record is written last: a network without one is not taken for whole. */
async function storeModel(
  store: RunStore,
  hash: string,
  model: tf.LayersModel,
  provenance: Provenance,
): Promise<void> {
  const files: Record<string, string> = {};
  for (const [path, bytes] of Object.entries(await saveModel(model))) {
    await store.write(`${runLayout.model(hash)}/${path}`, bytes);
    files[path] = sha256Hex(bytes);
  }
  await writeJson(store, runLayout.madeFrom(hash), provenanceSchema, { ...provenance, files });
}
