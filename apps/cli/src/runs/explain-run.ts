import { backendFailure } from "@ganlens/backend";
import {
  CancelledError,
  type Effort,
  type Lens,
  type LensResult,
  readJson,
  runRecordSchema,
  type Subject,
} from "@ganlens/core";
import type { FolderRunStore } from "@ganlens/core/node";
import type { DatasetSpec } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { explain, openSubject } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";
import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { shellWord, shownPath } from "./shown-path.ts";

export interface ExplainRunOptions {
  readonly store: FolderRunStore;
  readonly lenses: readonly Lens[];
  /** Settings by lens id; what is left out is as the lens says. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** True when the user named the lenses: then none may be left out. */
  readonly named: boolean;
  readonly effort: Effort;
  readonly seed: number;
  readonly io: CliIo;
  readonly reporter: Reporter;
  readonly position?: { readonly index: number; readonly count: number };
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
  const { dataset: recorded } = await readJson(store, "run.json", runRecordSchema, "a run record");
  const openData = async (spec: DatasetSpec, { split }: { readonly split: string }) => {
    const dataset = await openDataset(spec, { split, recorded, signal });
    const [then, now] = [recorded.decoder, dataset.info.decoder].map(
      (decoder) => decoder && `${decoder.name} ${decoder.version}`,
    );
    if (then !== undefined && now !== undefined && then !== now) {
      const text = `the pictures that it was trained on were decoded by ${then}, here by ${now}: pixels may differ a little.`;
      reporter.report({ type: "note", text });
    }
    if (recorded.transform === undefined && typeof spec === "object" && "folder" in spec) {
      for (const text of dataset.notes) reporter.report({ type: "note", text });
    }
    return dataset;
  };
  const subject = await openSubject({ store, openData });
  let lens = "";
  try {
    const lenses = options.named ? options.lenses : answerable(options.lenses, subject, reporter);
    reporter.report({
      type: "stage-start",
      stage: "explain",
      lenses: lenses.map(({ id }) => id),
      ...(position === undefined ? {} : { position }),
    });
    const { effort, seed } = options;
    const settings = options.options === undefined ? {} : { options: options.options };
    const failures: { lens: string; error: unknown }[] = [];
    const onFailure = (failed: string, error: unknown): boolean => {
      if (backendFailure(error, { backend: tf.getBackend() }) !== undefined) return false;
      failures.push({ lens: failed, error });
      const text = error instanceof Error ? error.message : String(error);
      reporter.report({ type: "note", text: `the lens ${failed} failed: ${text}` });
      return true;
    };
    const events = explain({ subject, lenses, store, effort, seed, signal, clock, onFailure, ...settings });
    let next = await events.next();
    while (!next.done) {
      lens = next.value.lens;
      reporter.report(next.value);
      next = await events.next();
    }
    return { results: next.value, failures };
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      const lost = `the answer ${lens === "" ? "" : `of the lens ${lens}, or the one after it`}`;
      throw backendFailure(error, { backend: tf.getBackend(), lost }) ?? error;
    }
    const path = shellWord(shownPath(store.location, io));
    throw new CancelledError({
      message: "Explaining was stopped; what was finished by then is kept.",
      hint: `Ask again with: ${io.program} explain ${path}`,
      cause: error,
    });
  } finally {
    subject.dispose();
  }
}

/** Those of the lenses that the subject has all the needs of; says of the others why not. */
function answerable(lenses: readonly Lens[], subject: Subject, reporter: Reporter): readonly Lens[] {
  return lenses.filter(({ id, needs }) => {
    const missing = needs.filter((need) => !subject.provides.has(need));
    if (missing.length === 0) return true;
    reporter.report({ type: "note", text: `the lens ${id} is left out: it needs ${missing.join(" and ")}.` });
    return false;
  });
}
