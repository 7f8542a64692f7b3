import { rm } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  ConfigInvalidError,
  imageGrid,
  type LatentSpec,
  type Latents,
  type NdArray,
  parseLatentParts,
  type RunRecord,
  type RunStore,
  RunUnsupportedError,
  runLayout,
  ShapeError,
  type SubjectRecord,
  sizeOf,
  writeBroughtRun,
} from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { openLatentFile, openSampleFiles } from "@ganlens/datasets/node";
import { importGenerator, importGeneratorRun } from "@ganlens/models";
import type { CliIo } from "../cli-io.ts";
import type { Engine } from "../engine/open-engine.ts";
import type { SubjectOptions } from "../options/subject-options.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { createRunFolder } from "../runs/create-run-folder.ts";
import { realDataOf } from "./real-data.ts";
import type { RecognisedSubject } from "./recognise-subject.ts";

export interface BringSubjectOptions {
  readonly found: Exclude<RecognisedSubject, { readonly kind: "run" }>;
  readonly options: SubjectOptions;
  readonly engine: Engine;
  readonly io: CliIo;
  readonly reporter: Reporter;
}

/** A run folder that was just made. */
export interface BroughtSubject {
  readonly store: FolderRunStore;
  readonly record: RunRecord;
}

/**
 * Makes a run folder of a generator or of samples that were not made here; nothing of it stays when that fails.
 *
 * @throws {ConfigInvalidError} when what was said does not fit, or more must be said
 * @throws {RunUnsupportedError} when it is nothing that lenses can look at
 * @throws {DatasetInvalidError} when samples or data cannot be read
 */
export async function bringSubject(given: BringSubjectOptions): Promise<BroughtSubject> {
  const { found, options, io } = given;
  // Whatever is wrong with the model is said before a folder is made.
  const prepared = await prepareSubject(given);
  const folder = await createRunFolder({ out: options.out, stem: found.stem, io });
  const store = new FolderRunStore(folder);
  try {
    return { store, record: await prepared(store, basename(folder)) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Writes what was brought into a run folder, or into memory. */
export type WriteSubject = (store: RunStore, name: string) => Promise<RunRecord>;

/**
 * Looks at what is brought, as {@link bringSubject} does, and writes nothing yet.
 *
 * @throws as {@link bringSubject}
 */
export async function prepareSubject(given: BringSubjectOptions): Promise<WriteSubject> {
  const { found } = given;
  return found.kind === "samples" ? samplesRun(given, found.path) : modelRun(given, found);
}

function facts({ engine, io }: BringSubjectOptions) {
  const { name, device } = engine.backend;
  return { versions: engine.versions, backend: { name, device }, startedAt: io.now().toISOString() };
}

async function modelRun(
  given: BringSubjectOptions,
  { models }: Extract<RecognisedSubject, { readonly kind: "models" }>,
): Promise<WriteSubject> {
  const { options, io, reporter } = given;
  const { latent, labels, range, layout, output } = options;
  if (options.latents !== undefined) {
    throw new ConfigInvalidError({
      message: "Expected --latents beside --samples, received it beside a model.",
      hint: "A file of latents for a model goes by --latent FILE.",
    });
  }
  const said = latent === undefined ? {} : await latentsOf(latent, io);
  const settings = {
    ...(said.parts === undefined ? {} : { parts: said.parts }),
    ...(labels === undefined ? {} : { classes: labels }),
    ...(range === undefined ? {} : { range }),
    ...(layout === undefined ? {} : { layout }),
    ...(output === undefined ? {} : { output }),
    signal: io.signal,
  };
  const last = models.at(-1);
  if (last === undefined) throw new ConfigInvalidError({ message: "Expected a model, received none." });
  const { subject } = await importGenerator(
    last.files,
    said.given === undefined ? settings : { ...settings, parts: "given" },
  ).catch(async (error: unknown) => {
    throw options.data === undefined ? error : await besideRealImages(error, options, io);
  });
  const { notes, ...real } = await realDataOf(options, { io, shape: subject.shape });
  for (const text of notes) reporter.report({ type: "note", text });
  return (store, name) =>
    importGeneratorRun({
      models,
      options: settings,
      store,
      name,
      real,
      ...(said.given === undefined ? {} : { latents: said.given }),
      ...facts(given),
    });
}

/** What was wrong with a model, with the size of the real images, which may be what it was meant to be. */
async function besideRealImages(error: unknown, options: SubjectOptions, io: CliIo): Promise<unknown> {
  if (!(error instanceof RunUnsupportedError)) return error;
  const shape = await realDataOf(options, { io }).then(
    ({ data }) => data?.dataset.shape,
    () => undefined,
  );
  if (shape === undefined) return error;
  const { message, hint } = error;
  return new RunUnsupportedError({
    message: `${message} The real images are ${shape.join(" × ")}.`,
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** A prior in words, or the latents of a file. */
async function latentsOf(
  text: string,
  { cwd }: Pick<CliIo, "cwd">,
): Promise<{ readonly parts?: ReturnType<typeof parseLatentParts>; readonly given?: Latents }> {
  const path = resolve(cwd, text);
  if (!/\.(npz|npy|safetensors)$/i.test(text)) return { parts: parseLatentParts(text) };
  return { given: { z: (await openLatentFile(path)).latents } };
}

async function samplesRun(given: BringSubjectOptions, path: string): Promise<WriteSubject> {
  const { options, io, reporter } = given;
  const { range, layout, size } = options;
  const samples = await openSampleFiles(path, {
    ...(range === undefined ? {} : { range }),
    ...(layout === undefined ? {} : { layout }),
    ...(size === undefined ? {} : { size }),
    signal: io.signal,
  });
  const count = samples.x.shape[0] ?? 0;
  const beside =
    options.latents === undefined
      ? undefined
      : (await openLatentFile(resolve(io.cwd, options.latents))).latents;
  const latents = beside === undefined ? samples.latents : rowsOf(beside, samples.rows, count);
  const shape = samples.x.shape.slice(1);
  const { notes, ...real } = await realDataOf(options, { io, shape });
  for (const text of notes) reporter.report({ type: "note", text });
  const spec = latents === undefined ? undefined : latentSpec(latents, options);
  const { low, high } = samples.range;
  const subject: SubjectRecord = {
    shape,
    range: [low, high],
    ...(spec === undefined ? {} : { latent: spec }),
    ...real,
    origin: { format: "samples", name: basename(path), sha256: samples.sha256 },
    notes: [
      `There are ${count} samples and no generator: what needs new images is left out.`,
      ...samples.notes,
    ],
  };
  return async (store, name) => {
    const record = await writeBroughtRun(store, {
      name,
      subject,
      samples: { images: samples.x, labels: samples.labels, latents },
      ...facts(given),
    });
    await store.write(runLayout.sampleGrid(0), imageGrid(firstImages(samples.x, samples.range), 10).png);
    return record;
  };
}

/** Latents belong to samples row by row; rows of samples that were left out go with them. */
function rowsOf(latents: NdArray, rows: Int32Array | undefined, count: number): NdArray {
  const [found = 0, size = 0] = latents.shape;
  if (rows === undefined ? found !== count : (rows.at(-1) ?? 0) >= found) {
    throw new ShapeError({
      message: `Expected one row of latents for each of ${count} samples, received ${found}.`,
      hint: "The n-th row must be what the n-th sample was made from.",
    });
  }
  if (rows === undefined) return latents;
  const data = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries())
    data.set(latents.data.subarray(row * size, (row + 1) * size), i * size);
  return { data, shape: [rows.length, size] };
}

function latentSpec(latents: NdArray, { latent }: SubjectOptions): LatentSpec {
  const size = latents.shape[1] ?? 0;
  const [said, ...more] = latent === undefined ? [] : parseLatentParts(latent);
  if (more.length > 0 || (said !== undefined && said.size !== size)) {
    throw new ConfigInvalidError({
      message: `Expected a prior of ${size} numbers, as many as the latents have, received ${latent}.`,
      hint: `For example --latent normal:${size}.`,
    });
  }
  const { low, high } = said ?? {};
  return {
    parts: [
      {
        kind: "noise",
        name: "noise",
        size,
        prior: said?.prior ?? "given",
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
      },
    ],
  };
}

function firstImages(
  { data, shape }: NdArray<Uint8Array> | NdArray<Float32Array>,
  { low, high }: { readonly low: number; readonly high: number },
): NdArray {
  const [count = 0, ...image] = shape;
  const shown = Math.min(100, count);
  const values = Float32Array.from(
    data.subarray(0, shown * sizeOf(image)),
    (value) => (value - low) / (high - low),
  );
  return { data: values, shape: [shown, ...image] };
}
