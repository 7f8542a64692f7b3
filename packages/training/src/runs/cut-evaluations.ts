import {
  type Evaluation,
  evaluationSchema,
  type RunStore,
  runLayout,
  type TrainingRecord,
} from "@ganlens/core";

/** What is left of what was seen of a run when it goes on from an earlier step. */
export interface SeenUntil {
  /** Lines of `evaluations.ndjson` as they were written. */
  readonly lines: readonly string[];
  /** The record without later alarms, and with what was best by then. */
  readonly training: TrainingRecord;
}

/** What was seen up to a step; lines that cannot be read are left out, for they come from a process that was killed. */
export async function seenUntil(
  store: RunStore,
  { health, best: _, ...training }: TrainingRecord,
  step: number,
): Promise<SeenUntil> {
  const path = runLayout.evaluations;
  const lines = (await store.has(path)) ? new TextDecoder().decode(await store.read(path)).split("\n") : [];
  const kept = lines.flatMap((line) => {
    const evaluation = readEvaluation(line);
    return evaluation === undefined || evaluation.step > step ? [] : [{ line, evaluation }];
  });
  const alarms = health?.filter((alarm) => alarm.step <= step) ?? [];
  const best = kept.at(-1)?.evaluation.best ?? null;
  return {
    lines: kept.map(({ line }) => line),
    training: {
      ...training,
      ...(alarms.length === 0 ? {} : { health: alarms }),
      ...(best === null ? {} : { best }),
    },
  };
}

/** Writes `evaluations.ndjson` anew, where there is one. */
export async function cutEvaluations(store: RunStore, lines: readonly string[]): Promise<void> {
  if (!(await store.has(runLayout.evaluations))) return;
  const text = lines.map((line) => `${line}\n`).join("");
  await store.write(runLayout.evaluations, new TextEncoder().encode(text));
}

function readEvaluation(line: string): Evaluation | undefined {
  try {
    return evaluationSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
