import { backendFailure } from "@ganlens/backend";
import {
  CancelledError,
  type Effort,
  type Lens,
  type LensResult,
  listCheckpoints,
  type Need,
  providesOf,
  type RunRecord,
  RunUnsupportedError,
  type Subject,
} from "@ganlens/core";
import { type FolderRunStore, spawnWorker } from "@ganlens/core/node";
import { explain, type LensWorkers, openLensWorkers } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";
import type { CliIo } from "../cli-io.ts";
import type { PictureOptions } from "../options/picture-options.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { openRunSubject } from "../subjects/open-run-subject.ts";
import { explainCall } from "./explain-call.ts";
import type { ExplainSetup } from "./explain-setup.ts";
import { type LensThreads, threadsFor } from "./lens-threads.ts";

export interface ExplainRunOptions {
  readonly store: FolderRunStore;
  readonly record: RunRecord;
  readonly lenses: readonly Lens[];
  /** True when the user named the lenses: then none may be left out. */
  readonly named: boolean;
  readonly effort: Effort;
  /** True lets answers of a lesser effort take the place of those of a greater one. */
  readonly replace?: boolean;
  readonly seed: number;
  /** False where no picture of real data may be written into the run folder. */
  readonly trainingImages: boolean;
  readonly io: CliIo;
  readonly reporter: Reporter;
  readonly position?: { readonly index: number; readonly count: number };
  readonly data?: string | undefined;
  readonly heldOut?: string | undefined;
  readonly compareWith?: string | undefined;
  readonly pictures?: PictureOptions;
  readonly checkpoint?: number | undefined;
  /** True where the user has just named all that run.json names. */
  readonly justBrought?: boolean;
  /** Threads that lenses may be looked through in; left out, this one does it. */
  readonly threads?: LensThreads;
}

/** The answers, and the lenses that failed. */
export interface Explained {
  readonly results: readonly LensResult[];
  readonly failures: readonly { readonly lens: string; readonly error: unknown }[];
}

/**
 * Asks lenses about a run and stores what they answer in its folder. A lens that fails does not keep the others from
 * answering; a backend that fails does.
 *
 * @throws {CancelledError} when it was stopped; what was finished by then is in the run folder
 * @throws {BackendUnavailableError} when the backend fails while running, with what was lost
 */
export async function explainRun(options: ExplainRunOptions): Promise<Explained> {
  const { store, io, reporter, position } = options;
  const { signal, clock } = io;
  const { subject, against } = await openRunSubject(options);
  const last = (await listCheckpoints(store)).at(-1);
  const { checkpoint } = options;
  const earlier = checkpoint === undefined || checkpoint === last ? {} : { earlier: checkpoint };
  const asked = new Set<string>();
  let workers: LensWorkers | undefined;
  try {
    const lenses = options.named ? options.lenses : answerable(options.lenses, subject, reporter);
    if (lenses.length === 0) {
      throw new RunUnsupportedError({
        message: `Nothing could be asked of ${subject.name}: every lens needs something that it does not have.`,
        hint: "Pass real images with --data, or the latents of samples with --latents.",
      });
    }
    reporter.report({
      type: "stage-start",
      stage: "explain",
      lenses: lenses.map(({ id }) => id),
      ...(position === undefined ? {} : { position }),
    });
    workers = openWorkers(lenses, options);
    const { effort, seed, trainingImages, replace = false } = options;
    const failures: { lens: string; error: unknown }[] = [];
    const onFailure = (failed: string, error: unknown): boolean => {
      if (backendFailure(error, { backend: tf.getBackend() }) !== undefined) return false;
      failures.push({ lens: failed, error });
      const text = error instanceof Error ? error.message : String(error);
      reporter.report({ type: "note", text: `the lens ${failed} failed: ${text}` });
      return true;
    };
    const events = explain({
      subject,
      lenses,
      store,
      effort,
      replace,
      seed,
      trainingImages,
      signal,
      clock,
      onFailure,
      ...(against === undefined ? {} : { against }),
      ...earlier,
      ...(workers === undefined ? {} : { workers }),
    });
    let next = await events.next();
    while (!next.done) {
      if (next.value.type === "lens-progress") {
        if (next.value.done < 1) asked.add(next.value.lens);
        else asked.delete(next.value.lens);
        reporter.report(next.value);
      } else reporter.report({ type: "note", text: next.value.text });
      next = await events.next();
    }
    return { results: next.value, failures };
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      const lost =
        asked.size === 0 ? "the next answer" : `what was not answered yet (${[...asked].join(", ")})`;
      throw backendFailure(error, { backend: tf.getBackend(), lost }) ?? error;
    }
    throw new CancelledError({
      message:
        "Explaining was stopped; what was finished by then is kept, and a network in training goes on where it stopped.",
      hint: `Go on with: ${explainCall(options)}`,
      cause: error,
    });
  } finally {
    await workers?.close();
    subject.dispose();
  }
}

/** Workers, where there are threads for them and something to do in them. */
function openWorkers(lenses: readonly Lens[], options: ExplainRunOptions): LensWorkers | undefined {
  const { store, record, threads, io } = options;
  const size = threads === undefined ? 1 : threadsFor(lenses, threads);
  if (threads === undefined || size === 1 || io.signal.aborted) return undefined;
  const { data, heldOut, compareWith, pictures, checkpoint } = options;
  const { cwd, program } = io;
  const setup: ExplainSetup = {
    backend: threads.backend,
    folder: store.location,
    record,
    cwd,
    program,
    data,
    heldOut,
    compareWith,
    ...(pictures === undefined ? {} : { pictures }),
    checkpoint,
  };
  // From sources the worker is one of them; in the package it lies beside the bundle.
  const module = import.meta.url.endsWith(".ts") ? "./explain-worker.ts" : "./explain-worker.js";
  return openLensWorkers({ size, url: new URL(module, import.meta.url), spawn: spawnWorker, setup });
}

/** Those of the lenses that the subject has all the needs of; says of the others why not. */
function answerable(lenses: readonly Lens[], subject: Subject, reporter: Reporter): readonly Lens[] {
  const provided = providesOf(subject);
  return lenses.filter(({ id, needs }) => {
    const missing = needs.filter((need) => !provided.has(need));
    if (missing.length === 0) return true;
    const how = missing.map((need) => needWords[need] ?? need).join(" and ");
    reporter.report({ type: "note", text: `the lens ${id} is left out: it needs ${how}.` });
    return false;
  });
}

/** Needs in words, and how they are met. */
const needWords: Readonly<Partial<Record<Need, string>>> = {
  images: "images of the generator",
  latents: "the latents of the images (--latents FILE)",
  generate: "a generator, not samples alone",
  "real-data": "real images to compare with (--data)",
  "unseen-data": "images that the generator has not seen (--held-out)",
  labels: "real images with classes",
  checkpoints: "several checkpoints (--series)",
};
