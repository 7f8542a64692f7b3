import {
  assertAsked,
  type Evaluation,
  encodeNpz,
  encodeTfEvent,
  encodeTfFileVersion,
  GanlensError,
  imageGrid,
  type RunRecord,
  type RunStore,
  readRunRecord,
  runLayout,
  runRecordSchema,
  type StepEndEvent,
  type TfImage,
  type TfScalar,
  type TrainingEvent,
  type TrainingRecord,
  withAsked,
  writeJson,
} from "@ganlens/core";
import { isLogged } from "../loop/run-steps.ts";
import { cutBack } from "./cut-back.ts";
import { cutEvaluations, seenUntil } from "./cut-evaluations.ts";

export interface RecordRunOptions {
  readonly store: RunStore;
  /** What is known of the run before it starts. */
  readonly record: RunRecord;
  /** Steps between lines of `metrics.ndjson`. */
  readonly logEvery: number;
  /** The wall clock, for event files and run.json only. */
  readonly now: () => Date;
  /** True where lines of the log that cannot be read, or are not those that the checkpoint was saved with, are left out. */
  readonly mendLog?: boolean;
}

/**
 * Writes what training tells into a run folder, and passes every event on.
 *
 * `run.json` always says how the run stands, also when training throws: then its state is `diverged` or `failed`, the
 * reason stands in it, and the error is thrown on. What throws before a run goes on changes nothing in it. When training goes on
 * from a checkpoint, lines of `metrics.ndjson` and `evaluations.ndjson` and alarms beyond it are taken out first. What is asked of
 * the run is written down as a hash, to which its checkpoints are tied; where it is not what was asked before, from this step on.
 *
 * @throws {CheckpointCorruptError} when the log up to that checkpoint is damaged, and is not to be mended
 * @throws {RunUnsupportedError} when the `run.json` that is there is not as it was written
 */
export async function* recordRun(
  events: AsyncIterable<TrainingEvent>,
  { store, record, logEvery, now, mendLog = false }: RecordRunOptions,
): AsyncGenerator<TrainingEvent, void> {
  let current: RunRecord = { ...record, state: "running" };
  let training = trainingOf(record);
  let hasBegun = !(await store.has(runLayout.record));
  const earlierSeconds = training.seconds;
  const write = (changes: Partial<RunRecord> = {}) => {
    current = { ...current, training, ...changes };
    return writeJson(store, runLayout.record, runRecordSchema, current);
  };
  const eventFile = new EventFile(store, now);
  try {
    for await (const event of events) {
      switch (event.type) {
        case "run-start":
          training = { ...training, step: event.step, totalSteps: event.totalSteps };
          training = await askedNow(store, { ...current, training }, event.step);
          {
            const seen = await seenUntil(store, training, { step: event.step, mend: mendLog });
            training = seen.training;
            await cutBack(store, { step: event.step, mend: mendLog, write });
            await cutEvaluations(store, seen.evaluations);
          }
          hasBegun = true;
          await eventFile.open();
          break;
        case "step-end":
          training = {
            ...training,
            step: event.step,
            seconds: earlierSeconds + event.time.seconds,
            imagesPerSecond: event.time.imagesPerSecond,
          };
          if (isLogged(event.step, { logEvery, totalSteps: event.totalSteps })) {
            const { step, losses, parts, images, time } = event;
            const told = Object.keys(parts).length === 0 ? {} : { parts };
            await store.append(
              runLayout.metrics,
              text(`${JSON.stringify({ step, images, losses, ...told, time })}\n`),
            );
            await eventFile.scalars(step, { losses, parts });
          }
          break;
        case "sample-ready":
          if (event.samples.shape.length === 4) {
            const grid = imageGrid(event.samples, 10);
            await store.write(runLayout.sampleGrid(event.step), grid.png);
            await eventFile.image(event.step, grid);
          }
          if (event.step === training.totalSteps || event.samples.shape.length !== 4) {
            await store.write(
              runLayout.sampleArrays(event.step),
              encodeNpz([["samples", event.samples]], { compress: true }),
            );
          }
          break;
        case "health-alarm": {
          const { type: _, ...alarm } = event;
          training = { ...training, health: [...(training.health ?? []), alarm] };
          await write();
          break;
        }
        case "evaluation-ready": {
          const { type: _, ...evaluation } = event;
          await store.append(runLayout.evaluations, text(`${JSON.stringify(evaluation)}\n`));
          await store.sync?.(runLayout.evaluations);
          await eventFile.scalars(event.step, { losses: {}, parts: evaluatedScalars(evaluation) });
          if (evaluation.best !== null) training = { ...training, best: evaluation.best };
          await write();
          break;
        }
        case "checkpoint-saved":
          training = { ...training, step: event.step };
          await write();
          break;
        case "run-end":
          training = { ...training, step: event.step };
          await write({ state: event.reason, ...(event.early === undefined ? {} : { reason: event.early }) });
          break;
      }
      yield event;
    }
  } catch (error) {
    const diverged = GanlensError.isInstance(error) && error.code === "training-diverged";
    const reason = error instanceof Error ? error.message : String(error);
    // A full disk must not hide the first error behind a second one.
    if (hasBegun) await write({ state: diverged ? "diverged" : "failed", reason }).catch(() => undefined);
    throw error;
  }
}

/** @throws {TypeError} when the record is not that of a trained run, which is a fault of the caller */
function trainingOf({ training }: RunRecord): TrainingRecord {
  if (training !== undefined) return training;
  throw new TypeError("Expected the record of a run that is trained, received one without training.");
}

/** What is recorded of the training, with what is asked of it now and was asked before. */
async function askedNow(
  store: RunStore,
  record: RunRecord & { readonly training: TrainingRecord },
  step: number,
): Promise<TrainingRecord> {
  const found = (await store.has(runLayout.record)) ? await readRunRecord(store) : undefined;
  if (found !== undefined) assertAsked(found, store.location);
  return withAsked(record, found?.training && { ...found, training: found.training }, step).training;
}

function evaluatedScalars({ measures }: Evaluation): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(measures).map(([name, { value }]) => [`evaluation/${name}`, value]),
  );
}

/** The TensorBoard file of one session. */
class EventFile {
  readonly #store: RunStore;
  readonly #now: () => Date;
  #path = "";

  constructor(store: RunStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  async open(): Promise<void> {
    this.#path = `events.out.tfevents.${Math.floor(this.#seconds())}.ganlens`;
    await this.#store.append(this.#path, encodeTfFileVersion(this.#seconds()));
  }

  async scalars(step: number, { losses, parts }: Pick<StepEndEvent, "losses" | "parts">): Promise<void> {
    const tagged = [
      ...Object.entries(losses).map(([name, value]) => [`loss/${name}`, value] as const),
      ...Object.entries(parts),
    ];
    await this.#append(
      step,
      tagged.map(([tag, value]): TfScalar => ({ kind: "scalar", tag, value })),
    );
  }

  async image(step: number, { png, width, height, channels }: ReturnType<typeof imageGrid>): Promise<void> {
    await this.#append(step, [{ kind: "image", tag: "samples", width, height, colorspace: channels, png }]);
  }

  async #append(step: number, values: readonly (TfScalar | TfImage)[]): Promise<void> {
    await this.#store.append(this.#path, encodeTfEvent({ wallTime: this.#seconds(), step, values }));
  }

  #seconds(): number {
    return this.#now().getTime() / 1000;
  }
}

const text = (value: string) => new TextEncoder().encode(value);
