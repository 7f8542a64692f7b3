import type { Schedule } from "../config/schedule.ts";

/** Which checkpoints a schedule saves, and which of them stay. */
export interface Retention {
  /** True at steps from which training can go on. */
  isResumable(step: number): boolean;
  /** True at steps whose checkpoint stays for good, most of them with the generator alone. */
  isSnapshot(step: number): boolean;
  /** True where the checkpoint stays when newer ones come. */
  isForGood(step: number, kind: { readonly resumable: boolean }): boolean;
  /** Those of the resumable checkpoints, ascending, that make room; the newest never does. */
  surplus(resumable: readonly number[]): readonly number[];
}

/** Reads off a schedule what is saved and what stays; the same whether training was stopped on the way or not. */
export function retentionOf(schedule: Schedule): Retention {
  const { totalSteps, checkpointEvery, keepLast, keepEvery } = schedule;
  const snapshots = new Set(snapshotSteps(schedule));
  const isEvery = (step: number, every: number) => every > 0 && step > 0 && step % every === 0;
  const isResumable = (step: number) =>
    step === totalSteps || isEvery(step, checkpointEvery) || isEvery(step, keepEvery);
  const isForGood: Retention["isForGood"] = (step, { resumable }) =>
    snapshots.has(step) || (resumable && isEvery(step, keepEvery));
  return {
    isResumable,
    isForGood,
    isSnapshot: (step) => snapshots.has(step),
    surplus(resumable) {
      const newest = resumable.at(-1);
      // Where training was stopped once is no place that an undisturbed run keeps.
      const counted = resumable.filter((step) => isResumable(step) || step === newest);
      const kept = new Set(counted.slice(-keepLast));
      return resumable.filter((step) => !kept.has(step) && !isForGood(step, { resumable: true }));
    },
  };
}

/** Steps at which a light checkpoint is kept: 0, then doubling up to the last one. */
export function snapshotSteps({
  totalSteps,
  snapshots,
}: Pick<Schedule, "totalSteps" | "snapshots">): readonly number[] {
  if (snapshots === 0) return [];
  const doubling = Array.from({ length: snapshots - 1 }, (_, i) =>
    Math.round(totalSteps / 2 ** (snapshots - 2 - i)),
  );
  return [...new Set([0, ...doubling.filter((step) => step > 0)])];
}
