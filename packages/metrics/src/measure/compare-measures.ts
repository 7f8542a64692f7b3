import type { Measure } from "@ganlens/core";

/** Which of two measures is higher, if the intervals allow to say so. */
export interface Comparison {
  readonly verdict: "first-higher" | "second-higher" | "not-distinguishable" | "not-comparable";
  /** The better one by the measure's own direction; absent where none is. */
  readonly better?: "first" | "second";
  /** The verdict as a sentence that gives both values. */
  readonly sentence: string;
}

/**
 * Compares two measures of one quantity, and ranks them only when their intervals are apart.
 *
 * Intervals that touch give "not distinguishable". Different names, units or levels, a floor at another n (the value's
 * bias differs), a missing value or a missing interval give "not comparable".
 */
export function compareMeasures(first: Measure, second: Measure): Comparison {
  const obstacle = obstacleOf(first, second);
  if (obstacle !== undefined) {
    return { verdict: "not-comparable", sentence: `${first.name}: not comparable, ${obstacle}.` };
  }
  const a = first.interval as NonNullable<Measure["interval"]>;
  const b = second.interval as NonNullable<Measure["interval"]>;
  const values = `${described(first)} against ${described(second)}`;
  if (a.low <= b.high && b.low <= a.high) {
    return { verdict: "not-distinguishable", sentence: `${first.name}: ${values}, not distinguishable.` };
  }
  const firstHigher = a.low > b.high;
  const sentence = `${first.name}: ${values}, the ${firstHigher ? "first" : "second"} is higher.`;
  const verdict = firstHigher ? "first-higher" : "second-higher";
  if (first.better === "neither") return { verdict, sentence };
  return { verdict, better: firstHigher === (first.better === "higher") ? "first" : "second", sentence };
}

function obstacleOf(first: Measure, second: Measure): string | undefined {
  if (first.name !== second.name) return `the other measure is ${second.name}`;
  if (first.unit !== second.unit || first.better !== second.better) return "their units or directions differ";
  if (first.value === null || second.value === null) {
    return `there is no value (${first.reason ?? second.reason})`;
  }
  if (!first.interval || !second.interval) return "an interval is missing";
  if (first.interval.level !== second.interval.level) return "their intervals have different levels";
  if (first.floor && second.floor && first.floor.n !== second.floor.n) {
    return `they were taken at n = ${first.floor.n} and ${second.floor.n}`;
  }
  return undefined;
}

function described({ value, interval }: Measure): string {
  const digits = (number: number): string => Number(number.toPrecision(3)).toString();
  return `${digits(value as number)} [${digits(interval?.low as number)}, ${digits(interval?.high as number)}]`;
}
