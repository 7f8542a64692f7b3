import { rm } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  ConfigInvalidError,
  DatasetInvalidError,
  type LatentSpec,
  type Latents,
  labelPart,
  parseLatentParts,
  type RunRecord,
  type RunStore,
  RunUnsupportedError,
  runLayout,
  runRecordSchema,
  writeJson,
} from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { importSamplesRun } from "@ganlens/datasets";
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
  const latents = said.given && latentsFor(subject.latent, said.given, latent);
  const { notes, kept, ...real } = await realDataOf(options, { io, shape: subject.shape });
  for (const text of notes) reporter.report({ type: "note", text });
  return withNotes(kept, (store, name) =>
    importGeneratorRun({
      models,
      options: settings,
      store,
      name,
      real,
      ...(latents === undefined ? {} : { latents }),
      ...facts(given),
    }),
  );
}

/** What belongs into the run besides what was read off the model or the samples. */
function withNotes(kept: readonly string[], write: WriteSubject): WriteSubject {
  return async (store, name) => {
    const record = await write(store, name);
    if (kept.length === 0) return record;
    const subject = { ...record.subject, notes: [...(record.subject.notes ?? []), ...kept] };
    const noted: RunRecord = { ...record, subject };
    await writeJson(store, runLayout.record, runRecordSchema, noted);
    return noted;
  };
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
  const { latents: z, labels } = await openLatentFile(path);
  return { given: { z, ...(labels === undefined ? {} : { labels }) } };
}

/**
 * The latents of a file as the generator takes them.
 *
 * @throws {DatasetInvalidError} when it takes a class beside each, and the file holds none that it knows
 */
function latentsFor(spec: LatentSpec, { z, labels }: Latents, file: string | undefined): Latents {
  const classes = labelPart(spec)?.classes;
  if (classes === undefined) return { z };
  const stray = labels?.find((label) => label >= classes);
  if (labels !== undefined && stray === undefined) return { z, labels };
  throw new DatasetInvalidError({
    message: `Expected an array labels beside the latents of ${file}, for each a whole number from 0 to ${classes - 1}, received ${stray ?? "none"}.`,
    hint: "In Python: numpy.savez('latents.npz', z=z, labels=labels). Or say what latents are drawn from, for example --latent normal:100.",
  });
}

async function samplesRun(given: BringSubjectOptions, path: string): Promise<WriteSubject> {
  const { options, io, reporter } = given;
  const { range, layout, size, latent } = options;
  const samples = await openSampleFiles(path, {
    ...(range === undefined ? {} : { range }),
    ...(layout === undefined ? {} : { layout }),
    ...(size === undefined ? {} : { size }),
    signal: io.signal,
  });
  const latents =
    options.latents === undefined
      ? undefined
      : (await openLatentFile(resolve(io.cwd, options.latents))).latents;
  const [prior, ...more] = latent === undefined ? [] : parseLatentParts(latent);
  if (more.length > 0) {
    throw new ConfigInvalidError({
      message: `Expected one prior for the latents of samples, received ${latent}.`,
      hint: "For example --latent normal:100.",
    });
  }
  const { notes, kept, ...real } = await realDataOf(options, { io, shape: samples.x.shape.slice(1) });
  for (const text of notes) reporter.report({ type: "note", text });
  return withNotes(kept, (store, name) =>
    importSamplesRun({
      samples,
      file: basename(path),
      store,
      name,
      real,
      ...(latents === undefined ? {} : { latents }),
      ...(prior === undefined ? {} : { prior }),
      ...facts(given),
    }),
  );
}
