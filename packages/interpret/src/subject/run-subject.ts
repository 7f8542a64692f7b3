import {
  assertAsked,
  assertOfRun,
  type DatasetInfo,
  generatorFingerprint,
  type LatentSpec,
  listCheckpoints,
  type NetworkRecord,
  openCheckpoint,
  type RunReader,
  type RunRecord,
  RunUnsupportedError,
  readGivenLatents,
  readRunRecord,
  runLayout,
  type Subject,
  samplesFingerprint,
  type TrainingRecord,
  withClassFrequencies,
} from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import {
  type GeneratorNetwork,
  latentOf,
  loadGenerator,
  type ModelSpec,
  outputRangeOf,
} from "@ganlens/models";
import { trainers } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { type OpenData, runRealData } from "../real/run-real-data.ts";
import { CheckpointNetworks } from "./checkpoint-networks.ts";
import { CompanionNetwork } from "./companion-network.ts";
import { generatorSubject } from "./generator-subject.ts";
import { lastFiniteStep } from "./last-finite-step.ts";
import { samplesSubject, storedSamples } from "./samples-subject.ts";

export interface RunSubjectOptions {
  readonly store: RunReader;
  /**
   * Opens data by what names them in the run: a registered name, or files by path. Left out, the generator is looked at without
   * them, and they are not opened.
   */
  readonly openData?: OpenData;
  /** The step that is looked at; unless told, the last checkpoint, of a diverged run the last one that is finite. */
  readonly checkpoint?: number;
  /** Other images to compare with, instead of the run's own data; never called its training data. */
  readonly compareWith?: Dataset;
}

/**
 * What lenses look at in a run folder of any kind, with the data that the run names.
 *
 * @throws {RunUnsupportedError} when the folder holds no generator and no samples, its data are other ones now, or what its run.json
 *   asks of it was changed
 * @throws {CheckpointCorruptError} when the checkpoint is not whole, or of another run
 */
export async function runSubject(options: RunSubjectOptions): Promise<Subject> {
  const { store } = options;
  const record = await readRunRecord(store);
  assertAsked(record, store.location);
  const { samples, generator } = record.subject;
  const subject =
    samples !== undefined && generator === undefined
      ? samplesOf(store, record)
      : await generatorOf(store, record, options.checkpoint);
  try {
    const real = await runRealData(record, options);
    if (real === undefined) return subject;
    return { ...subject, notes: [...subject.notes, ...real.notes], real };
  } catch (error) {
    subject.dispose();
    throw error;
  }
}

function samplesOf(store: RunReader, { name, subject }: RunRecord): Subject {
  const { samples, notes } = subject;
  const fingerprint = samplesFingerprint(subject);
  if (samples === undefined || fingerprint === null) {
    throw new TypeError("Expected the record of a run of samples.");
  }
  // Latents are known only where every part has them.
  const latent = samples.parts.every(({ latents }) => latents !== undefined) ? subject.latent : undefined;
  return samplesSubject({
    name,
    fingerprint,
    samples: storedSamples(store, { ...subject, samples }),
    ...(latent === undefined ? {} : { latent }),
    ...(notes === undefined ? {} : { notes }),
  });
}

async function generatorOf(
  store: RunReader,
  record: RunRecord,
  checkpoint: number | undefined,
): Promise<Subject> {
  const { subject, kind } = record;
  const network = subject.generator ?? noGenerator(record, store);
  const config = record.training === undefined ? undefined : generatorConfig(record.training, store.location);
  const checkpoints = await listCheckpoints(store);
  const last = checkpoints.at(-1);
  if (last === undefined) {
    throw new RunUnsupportedError({
      message: `Expected a checkpoint in ${store.location}, found none.`,
      hint: "Train a little longer: the first one is saved at the start.",
    });
  }
  if (checkpoint !== undefined && !checkpoints.includes(checkpoint)) {
    throw new RunUnsupportedError({
      message: `Expected a checkpoint of step ${checkpoint} in ${store.location}, which has those of ${checkpoints.join(", ")}.`,
      hint: "Name one of them.",
    });
  }
  const spec = subject.latent ?? (config && trainedLatent(config.generator, record.training?.dataset));
  if (spec === undefined) {
    throw new RunUnsupportedError({
      message: `Expected run.json of ${store.location} to say what the generator takes; it does not.`,
      hint: "Bring the model in again with --latent.",
    });
  }
  const range = subject.range ?? (config && outputRangeOf(config.generator));
  const load = (step: number): Promise<GeneratorNetwork> => networkOf(store, step, network);
  const isDiverged = record.state === "diverged";
  const looked = checkpoint ?? (isDiverged ? await lastFiniteStep({ checkpoints, load, spec, range }) : last);
  if (looked === undefined) {
    throw new RunUnsupportedError({
      message: `Expected a checkpoint with finite weights and images in ${store.location}, whose training diverged; none of steps ${checkpoints.join(", ")} is one.`,
      hint: "Train again with a lower learning rate.",
    });
  }
  const networks = new CheckpointNetworks(looked, load);
  const companions: (CompanionNetwork | undefined)[] = [];
  const dispose = (): void => {
    networks.dispose();
    for (const each of companions) each?.dispose();
  };
  const { manifest } = await openCheckpoint(store, looked);
  assertOfRun(manifest, record);
  const beside = (companion: NetworkRecord | undefined): CompanionNetwork | undefined =>
    companion === undefined || manifest.files[`${companion.folder}/model.json`] === undefined
      ? undefined
      : new CompanionNetwork({ store, step: looked, record: companion, range });
  const [encoder, discriminator] = [beside(subject.encoder), beside(subject.discriminator)];
  companions.push(encoder, discriminator);
  const given = await readGivenLatents(store, { ...subject, latent: spec });
  try {
    const found = await generatorSubject({
      name: record.name,
      fingerprint: generatorFingerprint({ manifest, network, latent: spec, range, given }),
      ...(kind === "imported" ? {} : { step: looked }),
      networkAt: (step) => networks.at(step),
      spec,
      ...(given === null ? {} : { given }),
      range,
      ...(network.output === undefined ? {} : { output: network.output }),
      checkpoints: checkpoints.filter((step) => step <= looked),
      notes: [...(isDiverged ? [divergedWords(record, looked, last)] : []), ...(subject.notes ?? [])],
      dispose,
    });
    return {
      ...found,
      ...(config === undefined ? {} : { autoencoder: config.autoencoder }),
      ...(encoder === undefined
        ? {}
        : {
            encode: (images) => encoder.read(images, (z) => tf.reshape(z, [z.shape[0] ?? 0, -1])),
          }),
      ...(discriminator === undefined
        ? {}
        : { discriminate: (images) => discriminator.read(images, (scores) => tf.reshape(scores, [-1])) }),
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function divergedWords({ training, reason }: RunRecord, looked: number, last: number): string {
  const at = training === undefined ? "" : ` after step ${training.step} of ${training.totalSteps}`;
  const why = reason === undefined ? "" : ` (${reason.replace(/\.$/, "")})`;
  const which = looked === last ? "its last checkpoint" : "the last checkpoint that is finite";
  return `The training of this run diverged${at}${why}: what is looked at is its generator of step ${looked}, ${which}.`;
}

/** Version 1 did not write down what a generator is drawn from: noise as its specification says, classes as its data have them. */
function trainedLatent(generator: ModelSpec, dataset: DatasetInfo | undefined): LatentSpec | undefined {
  const spec = latentOf(generator);
  return spec === undefined || dataset === undefined ? spec : withClassFrequencies(spec, dataset);
}

async function networkOf(store: RunReader, step: number, record: NetworkRecord): Promise<GeneratorNetwork> {
  const checkpoint = await openCheckpoint(store, step);
  return loadGenerator(
    {
      location: `${store.location}/${runLayout.checkpoint(step)}/${record.folder}`,
      main: "model.json",
      read: (path) => checkpoint.read(`${record.folder}/${path}`),
    },
    record,
  );
}

const modelSpec = z.looseObject({ architecture: z.string() });

/** What is needed of a configuration, whatever the trainer: the generator, and the autoencoder that lenses fit. */
const generatorConfigSchema = z.looseObject({
  generator: modelSpec,
  autoencoder: modelSpec.default({ architecture: "nested-autoencoder" }),
});

function generatorConfig(
  { trainer, config }: TrainingRecord,
  location: string,
): { readonly generator: ModelSpec; readonly autoencoder: ModelSpec } {
  if (!trainers.has(trainer)) {
    throw new RunUnsupportedError({
      message: `Expected a run of a trainer that is known here in ${location} (${[...trainers.keys()].join(", ")}), received one of trainer "${trainer}".`,
      hint: "It may have been made by another version of ganlens.",
    });
  }
  const parsed = generatorConfigSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RunUnsupportedError({
    message: `Expected the configuration of a generator in run.json of ${location}: ${issue?.path.join(".")}: ${issue?.message}.`,
    hint: "It may have been edited by hand, or made by another version of ganlens.",
    cause: parsed.error,
  });
}

function noGenerator({ training, kind }: RunRecord, { location }: RunReader): never {
  throw new RunUnsupportedError({
    message: `Expected a generator in ${location}, received a run of ${training === undefined ? `kind "${kind}"` : `trainer "${training.trainer}"`} without one.`,
    hint: "Lenses look at generators: pass a run that was trained with a preset of `ganlens list presets`, or a model of your own.",
  });
}
