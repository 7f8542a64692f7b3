import type * as z from "zod";

/** Where in a run a factor is asked for. */
export interface RunPosition {
  /** Steps taken before this one, from 0. */
  readonly step: number;
  readonly totalSteps: number;
}

/** A course of factors over a run: what the file of a schedule exports, and what its line in the registry names. */
export interface ScheduleDefinition<Settings> {
  /** The schemas of its settings, with their defaults. */
  readonly settings: { readonly [Key in keyof Settings]-?: z.ZodType<Settings[Key]> };
  /** What the learning rate is multiplied by at a step; pure, finite, and defined beyond the last step, too. */
  readonly factor: (settings: Settings, position: RunPosition) => number;
  /** Whether the course ends with the run, so that another number of steps changes every factor. */
  readonly endsWithRun: boolean;
  /** What cannot work in so many steps: the key, and what was expected of it. */
  readonly refuse?: (
    settings: Settings,
    totalSteps: number,
  ) => { readonly key: keyof Settings & string; readonly expected: string } | undefined;
}

/** How far a step has come between two others, from 0 to 1. */
export function progress(step: number, from: number, to: number): number {
  return step >= to ? 1 : Math.max(0, (step - from) / (to - from));
}
