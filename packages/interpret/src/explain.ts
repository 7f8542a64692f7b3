import {
  CancelledError,
  ConfigInvalidError,
  type Effort,
  type Lens,
  type LensProgress,
  type LensResult,
  providesOf,
  type RunStore,
  RunUnsupportedError,
  type Subject,
} from "@ganlens/core";
import { askLens, type LensQuestion } from "./answers/ask-lens.ts";
import { assertNoGreater } from "./answers/assert-no-greater.ts";
import { settleAnswer } from "./answers/unfinished-answer.ts";
import { checkSubject } from "./subject/check-subject.ts";
import type { LensWorkers } from "./threads/open-lens-workers.ts";

export interface ExplainOptions {
  readonly subject: Subject;
  readonly lenses: readonly Lens[];
  /** Settings by lens id; what is left out is as the lens says. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The run folder: results, networks and pictures go there. */
  readonly store: RunStore;
  /** By default `quick`. */
  readonly effort?: Effort;
  /** By default 0. */
  readonly seed?: number;
  /** Data that the subject is compared with instead of its own: the answers are kept apart from those on its own. */
  readonly against?: { readonly name: string; readonly sha256: string };
  /** The step that the subject is of, where it is not the last one of its run: the answers are kept apart from those of that. */
  readonly earlier?: number;
  /** False where no picture of real data may be written into the run folder; by default true. */
  readonly trainingImages?: boolean;
  /** True lets an answer take the place of one of a greater effort about the same generator; by default that is refused. */
  readonly replace?: boolean;
  /** Aborting it stops the work between two steps. */
  readonly signal?: AbortSignal;
  /** Milliseconds from an arbitrary origin, for progress only; by default the system's. */
  readonly clock?: () => number;
  /**
   * Hears of a lens that failed, or whose answer could not be kept, and decides: true goes on with the next one, without its answer. Left out, the first failure
   * ends all. A signal that aborts always does.
   */
  readonly onFailure?: (lens: string, error: unknown) => boolean;
  /**
   * Workers that have opened the same subject and store: lenses, and the networks that they train, then run there side by side.
   * Left out, one runs after the other in this thread. The answers are the same.
   */
  readonly workers?: LensWorkers;
}

/** What a person should know of the subject before any answer. */
export interface SubjectNote {
  readonly type: "subject-note";
  readonly text: string;
}

/**
 * Looks at a generator through lenses, one after the other or in several threads, and writes each answer into the run folder.
 *
 * The subject itself is looked at first, before anything is trained. An answer is made aside, and takes the place of an old one
 * when it is whole: whatever ends the work before leaves the old one as it was. An interrupted go leaves the networks that were
 * trained, the state of one in training, and the images that were drawn; the next one takes them up.
 *
 * @returns notes and progress, and at the end the results in the order of `lenses`, without those of lenses that failed
 * @throws {ConfigInvalidError} when a lens does not know a setting, what is said of the subject does not fit it, or an answer of a
 *   greater effort would be replaced without being asked
 * @throws {RunUnsupportedError} when the subject lacks what a lens needs, or cannot be looked at
 * @throws {BackendUnavailableError} when a worker has died
 * @throws {CancelledError} when the signal aborts; what was finished before stays
 */
export async function* explain(
  options: ExplainOptions,
): AsyncGenerator<LensProgress | SubjectNote, readonly LensResult[]> {
  const { subject, lenses, store, effort = "quick", seed = 0, against, earlier } = options;
  const { signal = new AbortController().signal, clock = () => performance.now() } = options;
  assertVersion("subject", subject.name, subject.specificationVersion);
  for (const lens of lenses) {
    assertVersion("lens", lens.id, lens.specificationVersion);
    assertProvided(lens, subject);
  }
  const settings = lenses.map((lens) => checkedOptions(lens, options.options?.[lens.id]));
  if (signal.aborted) throw new CancelledError({ message: "Stopped before the first lens began." });
  const asked = {
    ...(against === undefined ? {} : { against }),
    ...(earlier === undefined ? {} : { earlier }),
  };
  const places = lenses.map(({ id }) => ({ lens: id, ...asked }));
  options.workers?.assertFree();
  for (const place of places) await settleAnswer(store, place);
  if (options.replace !== true) await assertNoGreater(store, { places, subject, effort });
  for (const text of new Set([...subject.notes, ...(await checkSubject(subject))])) {
    yield { type: "subject-note", text };
  }
  const questions = lenses.map(
    ({ id }, i): LensQuestion => ({
      lens: id,
      fingerprint: subject.fingerprint,
      settings: settings[i],
      effort,
      seed,
      trainingImages: options.trainingImages ?? true,
      asked,
    }),
  );
  const { onFailure } = options;
  if (options.workers !== undefined) {
    return yield* options.workers.answers({ questions, signal, onFailure });
  }
  const results: LensResult[] = [];
  for (const [i, question] of questions.entries()) {
    const lens = lenses[i] as Lens;
    if (signal.aborted) throw new CancelledError({ message: `Stopped before the lens ${lens.id} began.` });
    let stage = "done";
    try {
      results.push(yield* askLens(question, { lens, subject, store, signal, clock }));
    } catch (error) {
      if (error instanceof CancelledError || onFailure?.(lens.id, error) !== true) throw error;
      stage = "failed";
    }
    yield { type: "lens-progress", lens: lens.id, stage, done: 1 };
  }
  return results;
}

/** @throws {ConfigInvalidError} when a setting is unknown or of the wrong kind */
function checkedOptions(lens: Lens, given: unknown = {}): unknown {
  const parsed = lens.options.safeParse(given);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "not usable" };
  throw new ConfigInvalidError({
    message: `Setting "${[lens.id, ...path].join(".")}": ${message}.`,
    hint: "Leave it out to take the lens's own.",
    cause: parsed.error,
  });
}

/** @throws {RunUnsupportedError} when an implementation follows another version of its contract */
function assertVersion(what: string, name: string, version: number): void {
  if (version === 1) return;
  throw new RunUnsupportedError({
    message: `Expected the ${what} ${name} to follow version 1 of its contract, received version ${version}.`,
    hint: "Use the version of ganlens that it was written for.",
  });
}

function assertProvided(lens: Lens, subject: Subject): void {
  const provided = providesOf(subject);
  const missing = lens.needs.filter((need) => !provided.has(need));
  if (missing.length === 0) return;
  throw new RunUnsupportedError({
    message: `The lens ${lens.id} needs ${missing.join(" and ")}, which ${subject.name} does not have.`,
    hint: missing.includes("real-data")
      ? "Pass real images with --data, or leave this lens out."
      : "Leave this lens out, or bring what it needs with the model.",
  });
}
