import {
  CheckpointCorruptError,
  type EvaluationsUntil,
  evaluationsUntil,
  type RunStore,
  runLayout,
  type TrainingRecord,
} from "@ganlens/core";
import { freePath } from "./free-path.ts";

/** What is left of what was seen of a run when it goes on from an earlier step. */
export interface SeenUntil {
  readonly evaluations: EvaluationsUntil;
  /** The record without later alarms, and with what was best by then. */
  readonly training: TrainingRecord;
}

/**
 * What was seen up to a step.
 *
 * @param mend whether lines that cannot be read are left out
 * @throws {CheckpointCorruptError} when there are such lines, with their numbers, and they are not to be left out
 */
export async function seenUntil(
  store: RunStore,
  { health, best: _, ...training }: TrainingRecord,
  { step, mend }: { readonly step: number; readonly mend: boolean },
): Promise<SeenUntil> {
  const path = runLayout.evaluations;
  // Where training begins again, all is measured again.
  const isKept = step > 0 && (await store.has(path));
  const text = isKept ? new TextDecoder().decode(await store.read(path)) : "";
  const evaluations = evaluationsUntil(text, step);
  if (evaluations.fault !== undefined && !mend) {
    throw new CheckpointCorruptError({
      message: `${evaluations.fault} (in ${store.location})`,
      hint: "Restore it from a copy, or leave those lines out: ganlens train --resume RUN --from latest-valid",
    });
  }
  const alarms = health?.filter((alarm) => alarm.step <= step) ?? [];
  const best = evaluations.last?.best ?? null;
  return {
    evaluations,
    training: {
      ...training,
      ...(alarms.length === 0 ? {} : { health: alarms }),
      ...(best === null ? {} : { best }),
    },
  };
}

/** Writes `evaluations.ndjson` anew, where there is one; one with lines that cannot be read stays beside it. */
export async function cutEvaluations(store: RunStore, { lines, fault }: EvaluationsUntil): Promise<void> {
  const path = runLayout.evaluations;
  if (!(await store.has(path))) return;
  if (fault !== undefined) {
    await store.write(await freePath(store, runLayout.damagedEvaluations), await store.read(path));
  }
  await store.write(path, new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
}
