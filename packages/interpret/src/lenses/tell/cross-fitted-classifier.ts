import type { NdArray, Random } from "@ganlens/core";
import { normalQuantile } from "@ganlens/metrics";
import { labelMap } from "./label-map.ts";
import { placements } from "./placements.ts";

/** How well a linear classifier tells generated images from real ones that it has not learned from. */
export interface ClassifierTest {
  /** Images on each side. */
  readonly n: number;
  /** P(a generated image scores above a real one), the mean over parts; ½ is chance. */
  readonly auc: number;
  /** 95 %, of DeLong's variances of the parts, widened as permutations of the sides say. */
  readonly interval: readonly [low: number, high: number];
  /** Share of images whose side it names. */
  readonly accuracy: number;
  /** The chance of such an AUC where both sides are alike, by permutation of the sides. */
  readonly pValue: number;
  /** Of each generated image the share of real ones in its part that it scores above. */
  readonly places: Float64Array;
}

/** Parts that are scored in turn by a classifier that learned the others. */
const parts = 5;

/**
 * A classifier two-sample test: ridge regression of the side on features, in each of five parts by what was learned on the other four.
 *
 * Parts and scales do not know which side is which, and every permutation of the sides is learned anew: where both sides come from
 * one distribution, p ≤ α in at most α of cases, whatever the features and n.
 *
 * @param generated `[n, d]`
 * @param real `[n, d]`
 * @param permutations of the sides, at least 19
 * @see Lopez-Paz and Oquab 2017; LeDell, Petersen, van der Laan 2015 on the interval
 */
export function crossFittedClassifier({
  generated,
  real,
  random,
  permutations,
}: {
  readonly generated: NdArray;
  readonly real: NdArray;
  readonly random: Random;
  readonly permutations: number;
}): ClassifierTest {
  const n = generated.shape[0] as number;
  const rows = standardised(generated, real);
  const order = random.split("parts").permutation(2 * n);
  const maps = Array.from({ length: parts }, (_, part) => {
    const [start, end] = [part, part + 1].map((k) => Math.floor((k * 2 * n) / parts)) as [number, number];
    return labelMap({
      rows,
      learned: [...order.subarray(0, start), ...order.subarray(end)],
      scored: [...order.subarray(start, end)],
    });
  });
  const sides = Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 1 : -1));
  const found = maps.map((map) => ({ map, ...placements(map.scores(sides), map.scored, sides) }));
  const auc = mean(found.map((part) => part.auc));
  const places = new Float64Array(n);
  for (const { map, above } of found) {
    for (const [i, row] of map.scored.entries()) if (row < n) places[row] = above[i] as number;
  }
  const drawn = random.split("permutations");
  const alike: number[] = [];
  const variances: number[] = [];
  for (let k = 0; k < permutations; k++) {
    const shuffled = Float64Array.from(drawn.permutation(2 * n), (from) => sides[from] as number);
    const placed = maps.map((map) => placements(map.scores(shuffled), map.scored, shuffled));
    alike.push(mean(placed.map((part) => part.auc)));
    variances.push(mean(placed.map(({ variance }) => variance)));
  }
  // Parts share what they learned from: their AUCs vary together, and DeLong's variance alone is too small.
  const wider = mean(alike.map((value) => (value - 0.5) ** 2)) / (mean(variances) / parts);
  const variance = (Math.max(1, wider) * mean(found.map((part) => part.variance))) / parts;
  const half = normalQuantile(0.975) * Math.sqrt(variance);
  return {
    n,
    auc,
    interval: [Math.max(0, auc - half), Math.min(1, auc + half)],
    accuracy: found.reduce((sum, { right }) => sum + right, 0) / (2 * n),
    pValue: (1 + alike.filter((value) => value >= auc - 1e-12).length) / (permutations + 1),
    places,
  };
}

/** Both sets below each other, every column with mean 0 and variance 1 over both; columns that do not vary are 0. */
function standardised(first: NdArray, second: NdArray): NdArray<Float64Array> {
  const [n = 0, d = 0] = first.shape;
  const data = new Float64Array(2 * n * d);
  data.set(first.data);
  data.set(second.data, n * d);
  for (let column = 0; column < d; column++) {
    let [sum, squares] = [0, 0];
    for (let at = column; at < data.length; at += d) sum += data[at] as number;
    const centre = sum / (2 * n);
    for (let at = column; at < data.length; at += d) squares += ((data[at] as number) - centre) ** 2;
    const deviation = Math.sqrt(squares / (2 * n));
    for (let at = column; at < data.length; at += d) {
      data[at] = deviation > 1e-9 ? ((data[at] as number) - centre) / deviation : 0;
    }
  }
  return { data, shape: [2 * n, d] };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
