import type { LensResult, Measure } from "@ganlens/core";
import { compareMeasures } from "@ganlens/metrics";

/** A measure that both runs' answers hold. */
export interface SharedMeasure {
  readonly lens: string;
  readonly first: Measure;
  readonly second: Measure;
  /** The better one; null where their intervals overlap, or there is no better. */
  readonly better: "first" | "second" | null;
  /** True where the intervals do not overlap. */
  readonly apart: boolean;
  /** The verdict as a sentence. */
  readonly sentence: string;
}

/** What the stored answers of two runs have in common. */
export interface SharedResults {
  readonly measures: readonly SharedMeasure[];
  /** Lenses whose answers cannot be laid side by side, and why; one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Lays the stored answers of two runs side by side, measure by measure; none is ranked unless the intervals are apart.
 *
 * Answers are compared only where the same question was asked: the same lens, effort and settings, of the run's own data. Measures
 * that have no interval on either side are left out.
 */
export function compareResults(first: readonly LensResult[], second: readonly LensResult[]): SharedResults {
  const measures: SharedMeasure[] = [];
  const notes: string[] = [];
  const own = (results: readonly LensResult[]) => results.filter(({ against }) => against === undefined);
  for (const one of own(first)) {
    const other = own(second).find(({ lens }) => lens === one.lens);
    if (other === undefined) continue;
    const obstacle = obstacleOf(one, other);
    if (obstacle !== undefined) {
      notes.push(`The answers of the lens ${one.lens} are not laid side by side: ${obstacle}.`);
      continue;
    }
    for (const measure of one.measures) {
      const same = other.measures.find(({ name }) => name === measure.name);
      if (same === undefined) continue;
      const { verdict, better, sentence } = compareMeasures(measure, same);
      if (verdict === "not-comparable") continue;
      const apart = verdict !== "not-distinguishable";
      measures.push({
        lens: one.lens,
        first: measure,
        second: same,
        better: better ?? null,
        apart,
        sentence,
      });
    }
  }
  return { measures, notes };
}

function obstacleOf(one: LensResult, other: LensResult): string | undefined {
  if (one.effort !== other.effort)
    return `one was asked with ${one.effort} effort, the other with ${other.effort}`;
  if (JSON.stringify(one.options) !== JSON.stringify(other.options))
    return "they were asked with other settings";
  return undefined;
}
