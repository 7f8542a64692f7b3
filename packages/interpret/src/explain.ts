import {
  CancelledError,
  ConfigInvalidError,
  type Effort,
  type Lens,
  type LensContext,
  type LensProgress,
  type LensResult,
  lensResultSchema,
  Random,
  type RunStore,
  RunUnsupportedError,
  type Subject,
  writeJson,
} from "@ganlens/core";

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
  /** Aborting it stops the work between two steps. */
  readonly signal?: AbortSignal;
  /** Milliseconds from an arbitrary origin, for progress only; by default the system's. */
  readonly clock?: () => number;
  /**
   * Hears of a lens that failed, and decides: true goes on with the next one, without its answer. Left out, the first failure
   * ends all. A signal that aborts always does.
   */
  readonly onFailure?: (lens: string, error: unknown) => boolean;
}

/**
 * Looks at a generator through lenses, one after the other, and writes each answer into the run folder.
 *
 * A result is there only when its lens has finished; pictures and arrays are written before it.
 *
 * @returns progress, and at the end the results in the order of `lenses`, without those of lenses that failed
 * @throws {ConfigInvalidError} when a lens does not know a setting
 * @throws {RunUnsupportedError} when the subject lacks what a lens needs
 * @throws {CancelledError} when the signal aborts; what was finished before stays
 */
export async function* explain(options: ExplainOptions): AsyncGenerator<LensProgress, readonly LensResult[]> {
  const { subject, lenses, store, effort = "quick", seed = 0 } = options;
  const { signal = new AbortController().signal, clock = () => performance.now() } = options;
  for (const lens of lenses) assertProvided(lens, subject);
  const settings = lenses.map((lens) => checkedOptions(lens, options.options?.[lens.id]));
  const results: LensResult[] = [];
  for (const [i, lens] of lenses.entries()) {
    const folder = `lenses/${lens.id}`;
    const context: LensContext = {
      effort,
      seed,
      random: Random.fromSeed(seed).split(`lens/${lens.id}`),
      signal,
      clock,
      store,
      writeFile: (name, bytes) => store.write(`${folder}/${name}`, bytes),
    };
    if (signal.aborted) throw new CancelledError({ message: `Stopped before the lens ${lens.id} began.` });
    // An old answer must not stand beside new pictures.
    await store.remove(folder);
    const steps = lens.run(subject, settings[i], context);
    let answer: LensResult;
    try {
      answer = yield* untilAborted(steps, signal, lens.id);
    } catch (error) {
      if (error instanceof CancelledError || options.onFailure?.(lens.id, error) !== true) throw error;
      continue;
    }
    const result = { ...answer, options: settings[i] as Readonly<Record<string, unknown>> };
    await writeJson(store, `${folder}/result.json`, lensResultSchema, result);
    results.push(result);
    yield { type: "lens-progress", lens: lens.id, stage: "done", done: 1 };
  }
  return results;
}

/** Passes progress on; a lens that is left before its end still gets to free what it holds. */
async function* untilAborted(
  steps: AsyncGenerator<LensProgress, LensResult>,
  signal: AbortSignal,
  id: string,
): AsyncGenerator<LensProgress, LensResult> {
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

function assertProvided(lens: Lens, subject: Subject): void {
  const missing = lens.needs.filter((need) => !subject.provides.has(need));
  if (missing.length === 0) return;
  throw new RunUnsupportedError({
    message: `The lens ${lens.id} needs ${missing.join(" and ")}, which ${subject.name} does not have.`,
    hint: "Leave this lens out, or bring what it needs with the model.",
  });
}
