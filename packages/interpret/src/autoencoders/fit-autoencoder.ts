import {
  CheckpointCorruptError,
  canonicalJson,
  type LensContext,
  Random,
  type RunStore,
  readJson,
  runLayout,
  sha256Hex,
  writeJson,
} from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { disposeModel, loadModel, type ModelSpec, saveModel } from "@ganlens/models";
import { type AutoencoderConfig, autoencoderConfigSchema, trainAutoencoder } from "@ganlens/training";
import type * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { ImageSet } from "../sets/image-set.ts";
import { forgetUnfinished, interruptibleTraining, stepsBetweenStates } from "./interruptible-training.ts";

/** An autoencoder that is fitted to one set of images. */
export interface FittedAutoencoder {
  readonly model: tf.LayersModel;
  /** Hash of everything that made it: it lies in `models/<hash>`. */
  readonly hash: string;
  readonly seed: number;
  readonly steps: number;
}

export interface FitAutoencoderOptions {
  readonly spec: ModelSpec;
  readonly images: ImageSet;
  readonly seed: number;
  readonly steps: number;
  readonly context: LensContext;
}

/** What made a network, kept beside it. */
interface Provenance {
  readonly schemaVersion: 1;
  readonly spec: ModelSpec;
  readonly images: string;
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
  seed: z.int().nonnegative(),
  steps: z.int().positive(),
  batchSize: z.int().positive(),
  learningRate: z.number().positive(),
  files: z.record(z.string(), z.string()).exactOptional(),
});

const batchSize = 64;
const learningRate = 1e-3;

/**
 * Trains an autoencoder on a set of images, or takes it from the run folder when the very same was trained before; where its
 * training was interrupted, it goes on from there.
 *
 * Yields the share of the work that is done, in [0, 1]; the caller disposes the model.
 *
 * @throws {CancelledError} when the context's signal aborts
 * @throws {CheckpointCorruptError} when the stored one is not whole
 */
export async function* fitAutoencoder(
  options: FitAutoencoderOptions,
): AsyncGenerator<number, FittedAutoencoder> {
  const { spec, images, seed, steps, context } = options;
  const provenance: Provenance = {
    schemaVersion: 1,
    spec,
    images: images.key,
    seed,
    steps,
    batchSize,
    learningRate,
  };
  const hash = sha256Hex(new TextEncoder().encode(canonicalJson(provenance)));
  const stored = await storedModel(context.store, hash);
  if (stored !== null) return { model: stored, hash, seed, steps };

  const config: AutoencoderConfig = autoencoderConfigSchema.parse({
    trainer: "autoencoder",
    seed,
    autoencoder: spec,
    batchSize,
    optimizer: { learningRate, beta1: 0.9 },
    schedule: { totalSteps: steps, snapshots: 0, checkpointEvery: stepsBetweenStates },
  }) as AutoencoderConfig;
  const { store, signal, clock } = context;
  const place = { store, folder: runLayout.unfinished(hash) };
  const model = yield* interruptibleTraining({
    begin: async (options) => trainAutoencoder(config, await asDataset(images, seed), { ...options, clock }),
    steps,
    signal,
    ...place,
  });
  try {
    await storeModel(store, hash, model, provenance);
    await forgetUnfinished(place);
  } catch (error) {
    disposeModel(model);
    throw error;
  }
  return { model, hash, seed, steps };
}

async function asDataset({ name, key, x }: ImageSet, seed: number) {
  const count = x.shape[0] as number;
  const source = {
    name,
    description: "Images in memory.",
    load: async () => ({
      info: {
        name,
        kind: "image" as const,
        shape: x.shape.slice(1),
        splits: { train: count },
        licence: "as its source",
        sha256: sha256Hex(new TextEncoder().encode(key)),
      },
      x,
      maximum: 1,
      ids: Array.from({ length: count }, (_, i) => `${name}/${i}`),
      splits: { train: Int32Array.from({ length: count }, (_, i) => i) },
    }),
  };
  return openDataset(source, { split: "train", random: Random.fromSeed(seed).split("data") });
}

async function storedModel(store: RunStore, hash: string): Promise<tf.LayersModel | null> {
  const folder = runLayout.model(hash);
  if (!(await store.has(`${folder}/made-from.json`))) return null;
  const { files } = await readJson(
    store,
    `${folder}/made-from.json`,
    provenanceSchema,
    "a record of what made a network",
  );
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
