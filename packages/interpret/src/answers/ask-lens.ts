import {
  CancelledError,
  type Effort,
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  type LensResult,
  Random,
  type Subject,
} from "@ganlens/core";
import { beginAnswer, settleAnswer } from "./unfinished-answer.ts";

/** What is asked of a subject, in what a message between threads can carry. */
export interface LensQuestion {
  readonly lens: string;
  /** Of the subject that is asked about. */
  readonly fingerprint: string;
  /** As the lens has read them. */
  readonly settings: unknown;
  readonly effort: Effort;
  readonly seed: number;
  readonly trainingImages: boolean;
  /** Where the answer goes beside that of the subject as it is. */
  readonly asked: {
    readonly against?: { readonly name: string; readonly sha256: string };
    readonly earlier?: number;
  };
}

export interface AskLensOptions extends Pick<LensContext, "store" | "signal" | "clock" | "shared"> {
  readonly lens: Lens;
  readonly subject: Subject;
}

/**
 * Asks one lens, and puts its answer into the run folder when it is whole.
 *
 * @throws {CancelledError} when the signal aborts
 */
export async function* askLens(
  { settings, effort, seed, trainingImages, asked }: LensQuestion,
  { lens, subject, store, signal, clock, shared }: AskLensOptions,
): AsyncGenerator<LensProgress, LensResult> {
  const place = { lens: lens.id, ...asked };
  try {
    const unfinished = await beginAnswer(store, place);
    const context: LensContext = {
      effort,
      seed,
      random: Random.fromSeed(seed).split(`lens/${lens.id}`),
      signal,
      clock,
      trainingImages,
      store,
      ...(shared === undefined ? {} : { shared }),
      progress: (stage, done) => ({ type: "lens-progress", lens: lens.id, stage, done }),
      writeFile: unfinished.writeFile,
    };
    const answer = yield* untilAborted(lens.run(subject, settings, context), signal, lens.id);
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
      options: settings as Readonly<Record<string, unknown>>,
      ...asked,
    };
    await unfinished.finish(result);
    return result;
  } finally {
    // The first error is the one to tell; what stays is removed when the same is asked again.
    await settleAnswer(store, place).catch(() => undefined);
  }
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
