import {
  type Batch,
  type LatentSpec,
  type Latents,
  type NdArray,
  type Need,
  type RunReader,
  type RunRecord,
  RunUnsupportedError,
  readJson,
  runRecordSchema,
  type Subject,
  sha256Hex,
} from "@ganlens/core";
import type { Dataset, DatasetSpec } from "@ganlens/datasets";
import { disposeModel, latentOf, loadModel, type ModelSpec, outputRangeOf } from "@ganlens/models";
import {
  type GanConfig,
  ganConfigSchema,
  generate,
  listCheckpoints,
  openCheckpoint,
} from "@ganlens/training";
import type * as tf from "@tensorflow/tfjs";

export interface OpenSubjectOptions {
  readonly store: RunReader;
  /** Opens the data that the run's configuration names. */
  readonly openData: (spec: DatasetSpec, options: { readonly split: string }) => Promise<Dataset>;
}

/**
 * The generator of a run folder, with the data it was trained on.
 *
 * @throws {RunUnsupportedError} when the folder holds no run of a GAN, or no checkpoint of it
 * @throws {CheckpointCorruptError} when the newest checkpoint is not whole
 */
export async function openSubject({ store, openData }: OpenSubjectOptions): Promise<Subject> {
  const record = await readJson(store, "run.json", runRecordSchema, "a run record");
  const config = ganConfig(record, store.location);
  const checkpoints = await listCheckpoints(store);
  const last = checkpoints.at(-1);
  if (last === undefined) {
    throw new RunUnsupportedError({
      message: `Expected a checkpoint in ${store.location}, found none.`,
      hint: "Train a little longer: the first one is saved at the start.",
    });
  }
  const generators = new Map<number, tf.LayersModel>();
  const generatorAt = async (step: number): Promise<tf.LayersModel> => {
    const before = generators.get(step);
    if (before !== undefined) return before;
    const checkpoint = await openCheckpoint(store, step);
    const { model } = await loadModel({ read: (path) => checkpoint.read(`generator/${path}`) });
    generators.set(step, model);
    return model;
  };
  const generator = await generatorAt(last);
  const { manifest } = await openCheckpoint(store, last);
  const files = ["generator/model.json", "generator/weights.bin"].map((path) => manifest.files[path]?.sha256);
  const splits = new Map<string, Promise<Batch>>();
  let data: Promise<Dataset> | undefined;

  return {
    name: record.name,
    fingerprint: sha256Hex(new TextEncoder().encode(files.join("\n"))),
    latent: latentOf(config.generator) as LatentSpec,
    imageShape: imageShapeOf(generator, store.location),
    provides: new Set<Need>([
      "latents",
      "real-data",
      "checkpoints",
      "activations",
      "training",
      ...(record.dataset.classes ? (["labels"] as const) : []),
    ]),
    dataset: record.dataset,
    checkpoints,
    autoencoder: config.autoencoder,
    async generate(latents: Latents, { checkpoint = last } = {}): Promise<NdArray> {
      return generate(await generatorAt(checkpoint), latents, { range: outputRangeOf(config.generator) });
    },
    realData(split: string): Promise<Batch> {
      const before = splits.get(split);
      if (before !== undefined) return before;
      data ??= openData(config.data, { split });
      const batch = data.then((dataset) => checkedData(dataset, record).openSplit(split).all());
      splits.set(split, batch);
      return batch;
    },
    dispose() {
      for (const model of generators.values()) disposeModel(model);
      generators.clear();
    },
  };
}

function ganConfig(record: RunRecord, location: string): GanConfig & { readonly generator: ModelSpec } {
  if (record.trainer !== "gan") {
    throw new RunUnsupportedError({
      message: `Expected the run of a GAN in ${location}, received one of trainer "${record.trainer}".`,
      hint: "Lenses look at generators: pass a run that was trained with a GAN preset.",
    });
  }
  const parsed = ganConfigSchema.safeParse(record.config);
  if (!parsed.success) {
    throw new RunUnsupportedError({
      message: `Expected the configuration of a GAN in run.json of ${location}: ${parsed.error.issues[0]?.message}.`,
      hint: "It may have been edited by hand, or made by another version of ganlens.",
      cause: parsed.error,
    });
  }
  return parsed.data;
}

/** The data must be those of the run: a lens that compares with others would mislead. */
function checkedData(dataset: Dataset, record: RunRecord): Dataset {
  if (dataset.info.sha256 === record.dataset.sha256) return dataset;
  throw new RunUnsupportedError({
    message: `Expected the data that ${record.name} was trained on (${record.dataset.name}, sha256 ${record.dataset.sha256.slice(0, 12)}…), received other ones (${dataset.info.sha256.slice(0, 12)}…).`,
    hint: "Put the original files back, or train again on the present ones.",
  });
}

function imageShapeOf(generator: tf.LayersModel, location: string): readonly [number, number, number] {
  const shape = generator.outputs[0]?.shape.slice(1) as number[];
  if (shape.length !== 3) {
    throw new RunUnsupportedError({
      message: `Expected a generator of images in ${location}, received one of shape [${shape.join(", ")}].`,
      hint: "The present lenses look at images; points come later.",
    });
  }
  return shape as unknown as readonly [number, number, number];
}
