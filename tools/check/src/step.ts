import type { Counts } from "./counts.ts";

export interface StepContext {
  /** The folder of the workspace. */
  readonly root: string;
  /** A folder for temporary files, removed at the end. */
  readonly scratch: string;
  /** A run of the tests that already happened, instead of running them again. */
  readonly tests?: { readonly report: string; readonly exitCode: number };
  /** Write what is committed for comparison anew instead of comparing. */
  readonly update?: boolean;
}

export interface StepResult {
  readonly counts: Counts;
  /** What to print when something failed. */
  readonly output: string;
  /** What to print in any case. */
  readonly report?: string;
}

/** One thing that `pnpm check` makes sure of. */
export interface Step {
  readonly name: string;
  /** A few words for the heading. */
  readonly about: string;
  run(context: StepContext): Promise<StepResult>;
}

/** The result of a step that either holds or does not. */
export function oneResult({ holds, output }: { holds: boolean; output: string }): StepResult {
  return { counts: { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 }, output };
}
