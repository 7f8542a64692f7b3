import type { BackendName } from "@ganlens/backend";
import { CancelledError, MemoryRunStore, Random, type RunStore } from "@ganlens/core";
import { type Condition, type Experiment, type Found, firstSeed } from "./experiment.ts";
import { appendRow, readRows, repairRows } from "./rows/read-rows.ts";
import type { Row } from "./rows/row.ts";

export interface RunExperimentOptions {
  readonly experiment: Experiment;
  /** The folder of rows. */
  readonly rows: RunStore;
  /** What computes, for the rows. */
  readonly backend: BackendName;
  readonly signal: AbortSignal;
  /** Milliseconds from an arbitrary origin. */
  readonly clock: () => number;
  /** Minutes after which no draw is begun; without an end unless given. */
  readonly minutes?: number;
  /** The most draws that are made now; all that are missing unless given. */
  readonly draws?: number;
  /** Seed of draw 0: {@link firstSeed} unless given. */
  readonly seedOfFirst?: number;
  /** Ids of those that are drawn, number by number, so that what draws of one number share is made once; all, one after the other, unless given. */
  readonly conditions?: readonly string[];
  note?(text: string): void;
}

/**
 * Makes the draws of an experiment that no row stands for yet, and yields each row once it is kept.
 *
 * Stopping it anywhere loses nothing but the draw at work: the next call begins with that one.
 *
 * @throws {CancelledError} when the signal is aborted
 * @throws {DatasetInvalidError} when a kept row is damaged
 */
export async function* runExperiment(options: RunExperimentOptions): AsyncGenerator<Row, void> {
  const { experiment, rows, backend, signal, clock, note = () => {} } = options;
  const {
    seedOfFirst = firstSeed,
    minutes = Number.POSITIVE_INFINITY,
    draws = Number.POSITIVE_INFINITY,
  } = options;
  const end = clock() + 60_000 * minutes;
  await repairRows(rows, experiment.name);
  const missing = chosenDraws(
    missingDraws(experiment, await readRows(rows, experiment.name)),
    options.conditions,
  );
  const shared = new MemoryRunStore("what all draws share");
  let made = 0;
  for (const { condition, draw } of missing) {
    if (made >= draws || clock() >= end) return;
    const before = clock();
    const seed = seedOfFirst + draw;
    const random = Random.fromSeed(seed).split(experiment.name).split(condition.id);
    const store = new MemoryRunStore(`draw ${draw}`);
    const context = { seed, random, signal, store, shared, note };
    const found = await unlessAborted(signal, () => experiment.draw(condition, draw, context)).catch(
      (error) => {
        note(`draw ${draw} of ${condition.id} did not end`);
        throw error;
      },
    );
    const row: Row = {
      condition: condition.id,
      draw,
      version: experiment.version,
      seconds: Math.round(clock() - before) / 1000,
      backend,
      found,
    };
    await appendRow(rows, experiment.name, row);
    made++;
    yield row;
  }
}

/** Those of the conditions, number by number; all, as they are, where none is chosen. */
function chosenDraws<D extends { readonly condition: Condition; readonly draw: number }>(
  missing: readonly D[],
  conditions: readonly string[] | undefined,
): readonly D[] {
  if (conditions === undefined) return missing;
  return missing
    .filter(({ condition }) => conditions.includes(condition.id))
    .toSorted((one, other) => one.draw - other.draw);
}

/** The draws that no row of this version stands for, in the order in which they are made. */
export function missingDraws(
  experiment: Experiment,
  rows: readonly Row[],
): readonly { readonly condition: Condition; readonly draw: number }[] {
  const made = new Set(
    rows
      .filter(({ version }) => version === experiment.version)
      .map(({ condition, draw }) => `${condition} ${draw}`),
  );
  return experiment.conditions.flatMap((condition) =>
    Array.from({ length: condition.draws }, (_, draw) => ({ condition, draw })).filter(
      ({ draw }) => !made.has(`${condition.id} ${draw}`),
    ),
  );
}

/** What the work gives, or the end of waiting for it: a draw need not look at the signal. */
async function unlessAborted(signal: AbortSignal, work: () => Promise<Found>): Promise<Found> {
  const cancelled = (): CancelledError =>
    new CancelledError({ message: "Stopped; the draw at work was thrown away." });
  // Lets a signal in between draws that compute without a pause.
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw cancelled();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    const found = await Promise.race([work(), aborted]);
    if (signal.aborted) throw cancelled();
    return found;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
