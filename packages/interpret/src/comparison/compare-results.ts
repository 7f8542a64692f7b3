import type { LensResult, Measure, Verdict } from "@ganlens/core";
import { compareMeasures } from "@ganlens/metrics";

/** What is said of both in answer to one question; undefined where nothing is said of one. */
export interface SharedVerdict {
  readonly lens: string;
  readonly id: string;
  readonly first: Verdict | undefined;
  readonly second: Verdict | undefined;
}

/** A measure that both runs' answers hold. */
export interface SharedMeasure {
  readonly lens: string;
  readonly first: Measure;
  readonly second: Measure;
  /** The better one; null where their intervals overlap, or there is no better. */
  readonly better: "first" | "second" | null;
  /** True where the intervals do not overlap. */
  readonly apart: boolean;
  /** First minus second, with the interval that follows from both of theirs. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number };
  /** The verdict as a sentence. */
  readonly sentence: string;
}

/** What the stored answers of two runs have in common. */
export interface SharedResults {
  readonly verdicts: readonly SharedVerdict[];
  readonly measures: readonly SharedMeasure[];
  /** Lenses whose answers cannot be laid side by side, and why; one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Lays the stored answers of two runs side by side, measure by measure; none is ranked unless the intervals are apart.
 *
 * Answers are compared only where the same question was asked: the same lens, effort and settings, of the run's own data. Measures
 * that have no interval on either side are left out. A difference's interval is made of both intervals' halves, as if both were
 * independent; they share the real images, and it is then too wide. Since many measures are looked at together, the ranking asks for
 * more: intervals that do not overlap.
 *
 * @see Zou, Donner 2008, "Construction of confidence limits about effect measures", on the interval of a difference
 */
export function compareResults(first: readonly LensResult[], second: readonly LensResult[]): SharedResults {
  const verdicts: SharedVerdict[] = [];
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
    const ids = new Set([...one.verdicts, ...other.verdicts].map(({ id }) => id));
    const said = (verdict: readonly Verdict[], id: string) => verdict.find((each) => each.id === id);
    for (const id of ids) {
      verdicts.push({ lens: one.lens, id, first: said(one.verdicts, id), second: said(other.verdicts, id) });
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
        difference: differenceOf(measure, same),
        sentence,
      });
    }
  }
  return { verdicts, measures, notes };
}

/** a − b, from a's lower and b's upper half and the other way round. */
function differenceOf(first: Measure, second: Measure): SharedMeasure["difference"] {
  const half = ({ value, interval }: Measure, end: "low" | "high"): number =>
    Math.abs((interval?.[end] as number) - (value as number));
  const value = (first.value as number) - (second.value as number);
  return {
    value,
    low: value - Math.hypot(half(first, "low"), half(second, "high")),
    high: value + Math.hypot(half(first, "high"), half(second, "low")),
  };
}

function obstacleOf(one: LensResult, other: LensResult): string | undefined {
  if (one.effort !== other.effort)
    return `one was asked with ${one.effort} effort, the other with ${other.effort}`;
  if (JSON.stringify(one.options) !== JSON.stringify(other.options))
    return "they were asked with other settings";
  return undefined;
}
