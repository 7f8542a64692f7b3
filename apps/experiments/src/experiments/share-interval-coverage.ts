import type { Interval, Random } from "@ganlens/core";
import { ratioOfMeans, shareInterval } from "@ganlens/metrics";
import type { Condition, Experiment, Found } from "../experiment.ts";

const sizes = [50, 200, 1000] as const;

/** What holds the truth, and the interval of n draws. */
interface Case extends Pick<Condition, "id" | "title"> {
  readonly truth: number;
  interval(random: Random, n: number): Interval | undefined;
}

const cases: readonly Case[] = [
  shareCase(0.05),
  shareCase(0.5),
  {
    id: "ratio-of-pairs",
    title: "`ratioOfMeans` of pairs, b exponential and a = b + half another exponential",
    truth: 1.5,
    interval: (random, n) => {
      const denominator = exponential(random.split("b"), n);
      const numerator = exponential(random.split("a"), n).map(
        (value, i) => 0.5 * value + (denominator[i] as number),
      );
      return ratioOfMeans({ numerator, denominator, paired: true, random: random.split("resamples") })
        .interval;
    },
  },
  {
    id: "ratio-of-two-samples",
    title: "`ratioOfMeans` of two samples, a and b exponential",
    truth: 1.5,
    interval: (random, n) => {
      const denominator = exponential(random.split("b"), n);
      const numerator = exponential(random.split("a"), n).map((value) => 1.5 * value);
      return ratioOfMeans({ numerator, denominator, paired: false, random: random.split("resamples") })
        .interval;
    },
  },
];

/** How often the intervals under most tables here hold the truth; no lens, no network, a few milliseconds a draw. */
export const shareIntervalCoverage: Experiment = {
  name: "share-interval-coverage",
  version: 1,
  description:
    "How often the 95 % intervals of `shareInterval` and `ratioOfMeans` (metrics) hold the truth, by the number of values.",
  conditions: cases.map(({ id, title }) => ({ id, title, draws: 1000, kind: "coverage" })),
  draw: async ({ id }, _, { random }) => {
    const { interval, truth } = cases.find((known) => known.id === id) as Case;
    const found: Record<string, Found[string]> = {};
    for (const n of sizes) {
      const held = interval(random.split(`n ${n}`), n);
      found[`of-${n}`] = held === undefined ? null : held.low <= truth && truth <= held.high;
    }
    return found;
  },
};

function shareCase(truth: number): Case {
  return {
    id: `share-${truth}`,
    title: `\`shareInterval\`, a share of ${100 * truth} %`,
    truth,
    interval: (random, n) => {
      const hits = random.uniform(n).filter((value) => value < truth).length;
      return shareInterval({ hits, n }).interval;
    },
  };
}

function exponential(random: Random, n: number): Float64Array {
  return Float64Array.from(random.uniform(n), (value) => -Math.log1p(-value));
}
