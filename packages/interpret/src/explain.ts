import {
  CancelledError,
  ConfigInvalidError,
  type Effort,
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  type LensResult,
  providesOf,
  Random,
  type RunStore,
  RunUnsupportedError,
  type Subject,
} from "@ganlens/core";
import { assertNoGreater } from "./answers/assert-no-greater.ts";
import { beginAnswer, settleAnswer } from "./answers/unfinished-answer.ts";
import { checkSubject } from "./subject/check-subject.ts";

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
}

/** What a person should know of the subject before any answer. */
export interface SubjectNote {
  readonly type: "subject-note";
  readonly text: string;
}

/**
 * Looks at a generator through lenses, one after the other, and writes each answer into the run folder.
 *
 * The subject itself is looked at first, before anything is trained. An answer is made aside, and takes the place of an old one
 * when it is whole: whatever ends the work before leaves the old one as it was. An interrupted go leaves the networks that were
 * trained, the state of one in training, and the images that were drawn; the next one takes them up.
 *
 * @returns notes and progress, and at the end the results in the order of `lenses`, without those of lenses that failed
 * @throws {ConfigInvalidError} when a lens does not know a setting, what is said of the subject does not fit it, or an answer of a
 *   greater effort would be replaced without being asked
 * @throws {RunUnsupportedError} when the subject lacks what a lens needs, or cannot be looked at
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
  for (const place of places) await settleAnswer(store, place);
  if (options.replace !== true) await assertNoGreater(store, { places, subject, effort });
  for (const text of new Set([...subject.notes, ...(await checkSubject(subject))])) {
    yield { type: "subject-note", text };
  }
  const results: LensResult[] = [];
  for (const [i, lens] of lenses.entries()) {
    const place = { lens: lens.id, ...asked };
    if (signal.aborted) throw new CancelledError({ message: `Stopped before the lens ${lens.id} began.` });
    try {
      const unfinished = await beginAnswer(store, place);
      const context: LensContext = {
        effort,
        seed,
        random: Random.fromSeed(seed).split(`lens/${lens.id}`),
        signal,
        clock,
        trainingImages: options.trainingImages ?? true,
        store,
        progress: (stage, done) => ({ type: "lens-progress", lens: lens.id, stage, done }),
        writeFile: unfinished.writeFile,
      };
      const answer = yield* untilAborted(lens.run(subject, settings[i], context), signal, lens.id);
      const { artifacts = [], verdicts = [], controls = [], ...rest } = answer;
      const result: LensResult = {
        schemaVersion: 2,
        lens: lens.id,
        question: lens.question,
        fingerprint: subject.fingerprint,
        step: subject.step ?? null,
        ...rest,
        effort,
        seed,
        artifacts,
        verdicts,
        controls,
        options: settings[i] as Readonly<Record<string, unknown>>,
        ...asked,
      };
      await unfinished.finish(result);
      results.push(result);
    } catch (error) {
      if (error instanceof CancelledError || options.onFailure?.(lens.id, error) !== true) throw error;
      continue;
    } finally {
      // The first error is the one to tell; what stays is removed when the same is asked again.
      await settleAnswer(store, place).catch(() => undefined);
    }
    yield { type: "lens-progress", lens: lens.id, stage: "done", done: 1 };
  }
  return results;
}

/** Passes progress on; a lens that is left before its end still gets to free what it holds. */
async function* untilAborted(
  steps: AsyncGenerator<LensProgress, LensAnswer>,
  signal: AbortSignal,
  id: string,
): AsyncGenerator<LensProgress, LensAnswer> {
  let next = await steps.next();
  try {
    while (!next.done) {
      if (signal.aborted) throw new CancelledError({ message: `Stopped while the lens ${id} was at work.` });
      yield next.value;
      next = await steps.next();
    }
    return next.value;
  } finally {
    if (!next.done) await steps.return(undefined as never);
  }
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
