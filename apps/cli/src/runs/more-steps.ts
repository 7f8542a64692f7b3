import type { TrainingRecord } from "@ganlens/core";
import { endsWithRun, type GanConfig, type RateSchedule, type RunConfig, rateScale } from "@ganlens/training";

/** A configuration of more steps, and what that changes. */
export interface MoreSteps {
  readonly config: RunConfig;
  readonly origin: TrainingRecord["origin"];
  /** What was changed against what was asked of the run, in words. */
  readonly changes: readonly string[];
}

/**
 * The same configuration for more steps than were asked for.
 *
 * With a constant rate the weights are those of one run of so many steps; which early states are kept follows the new length. Where
 * the rate follows a schedule that ends at the last step, such as half a cosine, the schedule is stretched: the rate jumps at the step
 * where it goes on, and the run is no longer one that any configuration would give in one go. A run that was stopped early goes on for
 * so many steps before it may be stopped again.
 *
 * @param options.at the step of the checkpoint that it goes on from
 * @param options.stoppedAt the step at which it ended by itself before its last one; undefined where it did not
 */
export function moreSteps(
  config: RunConfig & Partial<Pick<GanConfig, "rateSchedule" | "evaluation">>,
  {
    more,
    at,
    stoppedAt,
  }: { readonly more: number; readonly at: number; readonly stoppedAt?: number | undefined },
): MoreSteps {
  const before = config.schedule.totalSteps;
  const after = stoppedAt === undefined ? before + more : Math.max(before, stoppedAt + more);
  const changes =
    after === before ? [] : [`from step ${at} on it goes on to step ${after} instead of ${before}`];
  const origin: Record<string, "set"> = after === before ? {} : { "schedule.totalSteps": "set" };
  const longer: Record<string, unknown> = { ...config, schedule: { ...config.schedule, totalSteps: after } };
  const { evaluation } = config;
  if (stoppedAt !== undefined && evaluation?.stopping !== undefined) {
    const stopping = { ...evaluation.stopping, atLeast: stoppedAt + more };
    longer.evaluation = { ...evaluation, stopping };
    origin["evaluation.stopping.atLeast"] = "set";
    changes.push(
      `it was stopped early at step ${stoppedAt}, and is not stopped again before step ${stoppedAt + more}`,
    );
  }
  const { rateSchedule } = config;
  if (after !== before && rateSchedule !== undefined && endsWithRun(rateSchedule)) {
    const [then, now] = [before, after].map((total) => share(rateSchedule, at, total));
    const course =
      rateSchedule === "half-cosine"
        ? "falls along half a cosine to 0 at"
        : `follows ${JSON.stringify(rateSchedule)} up to`;
    changes.push(
      `its learning rate ${course} step ${after} instead of ${before}: at step ${at} it is ${now} of the first one, where it was ${then}, so the run is not one of ${after} steps in one go`,
    );
  }
  return {
    config: longer as unknown as RunConfig,
    origin,
    changes,
  };
}

function share(schedule: RateSchedule, step: number, total: number): string {
  return `${Math.round(100 * rateScale(schedule, step, total))} %`;
}
