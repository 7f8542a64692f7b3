import {
  assertMadeFrom,
  CheckpointCorruptError,
  type LensContext,
  madeFromHash,
  type RunStore,
  readJson,
  runLayout,
  sha256Hex,
  writeJson,
} from "@ganlens/core";
import { disposeModel, loadModel, type ModelSpec, saveModel } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import {
  forgetUnfinished,
  type InterruptibleTrainingOptions,
  interruptibleTraining,
} from "./interruptible-training.ts";

/** A network that is fitted to one set of images, and to what is known of them where that is not the images themselves. */
export interface FittedNetwork {
  readonly model: tf.LayersModel;
  /** Hash of everything that made it: it lies in `models/<hash>`. */
  readonly hash: string;
  readonly seed: number;
  readonly steps: number;
}

/** How every network of a lens is trained. */
export const batchSize = 64;
export const learningRate = 1e-3;

/** What made a network, kept beside it. */
export interface Provenance {
  readonly schemaVersion: 1;
  readonly spec: ModelSpec;
  /** The key of the images that it was trained on. */
  readonly images: string;
  /** What it should say of them, where that is not the images themselves. */
  readonly targets?: { readonly loss: string; readonly sha256: string };
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** SHA-256 of the files beside it; not part of the hash that names the folder. */
  readonly files?: Readonly<Record<string, string>>;
}

const provenanceSchema: z.ZodType<Provenance> = z.strictObject({
  schemaVersion: z.literal(1),
  spec: z.looseObject({ architecture: z.string() }),
  images: z.string(),
  targets: z.strictObject({ loss: z.string(), sha256: z.string() }).exactOptional(),
  seed: z.int().nonnegative(),
  steps: z.int().positive(),
  batchSize: z.int().positive(),
  learningRate: z.number().positive(),
  files: z.record(z.string(), z.string()).exactOptional(),
});

export interface FitStoredOptions {
  readonly made: Omit<Provenance, "schemaVersion" | "files" | "batchSize" | "learningRate">;
  /** Begins its training, anew each time that it is called. */
  readonly begin: InterruptibleTrainingOptions["begin"];
  readonly context: Pick<LensContext, "store" | "signal">;
}

/**
 * Trains a network, or takes it from the run folder when the very same was trained before; where its training was interrupted,
 * it goes on from there.
 *
 * Yields the share of the work that is done, in [0, 1]; the caller disposes the model.
 *
 * @throws {CancelledError} when the context's signal aborts
 * @throws {CheckpointCorruptError} when the stored one is not whole, or another one
 */
export async function* fitStored({
  made,
  begin,
  context: { store, signal },
}: FitStoredOptions): AsyncGenerator<number, FittedNetwork> {
  const provenance: Provenance = { schemaVersion: 1, ...made, batchSize, learningRate };
  const { seed, steps } = made;
  const hash = madeFromHash({ ...provenance });
  const stored = await storedModel(store, hash);
  if (stored !== null) return { model: stored, hash, seed, steps };
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
