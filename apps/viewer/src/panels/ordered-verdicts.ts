import type { LensResult, Verdict } from "@ganlens/core";
import { levels } from "./level-mark.tsx";

/** One verdict, and the result that says it. */
export interface SaidVerdict {
  readonly verdict: Verdict;
  readonly result: LensResult;
}

/** All verdicts of all lenses, problems first; of one level in the order of the lenses. */
export function orderedVerdicts(results: readonly LensResult[]): readonly SaidVerdict[] {
  const said = results.flatMap((result) => result.verdicts.map((verdict) => ({ verdict, result })));
  return said.sort((one, other) => levels.indexOf(one.verdict.level) - levels.indexOf(other.verdict.level));
}
