import { ConfigInvalidError, type Interval } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { checkSameWidth } from "../neighbours/distance-blocks.ts";
import { groupedJackknife } from "../statistics/grouped-jackknife.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { type BallPairs, ballPairs } from "./ball-pairs.ts";
import { calibratedCoverage } from "./coverage-calibration.ts";
import { groupedBalls, groupOfRow, manifoldGroups } from "./manifold-jackknife.ts";

type Shared = Estimate & { readonly value: number; readonly interval: Interval };

/** Fidelity and coverage on a scale on which a share of good rows reads as that share. */
export interface ClippedEstimates {
  /** In [0, 1]: as faithful as if this share of the generated rows were real ones and the rest far off. */
  readonly clippedDensity: Shared;
  /** In [0, 1]: covers as much as if this share of the generated rows were real ones and the rest far off. */
  readonly clippedCoverage: Shared;
  readonly k: number;
}

/**
 * Clipped density and clipped coverage: density and coverage in which no single row can count for much, calibrated.
 *
 * Rᵢ is the distance from a real row to its k-th nearest other real row. Clipped density: balls of radius rᵢ = min(Rᵢ, median R); a row's
 * worth is min(1, balls that hold it / k), with distance ≤ rᵢ; the mean over generated rows, over the mean over real rows
 * (each outside its own ball), at most 1. Clipped coverage: balls of radius Rᵢ; a real row is covered by min(1, generated rows at a
 * distance < Rᵢ / k); the mean over real rows, then the share of real rows among the generated ones that would cover as much on
 * average (`expectedClippedCoverage`, exact for continuous features).
 *
 * This is what the authors' published code computes; the definitions were read there, not in the paper's own formulas. Equal distributions
 * score about 1, cut off there: the mean over samples stays a little below. Intervals: as those of {@link prdc}, a delete-a-group jackknife of both sets
 * (from 40 rows each on), no narrower than the t-interval with the balls held fixed.
 *
 * @param real `[n, d]`, n > k + 1
 * @param generated `[m, d]`, m ≥ k
 * @param k by default 5
 * @param matMul a faster product; the result stays exact
 * @param level confidence, by default 0.95
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when k is not in 1 … min(n − 2, m)
 * @throws {DatasetInvalidError} when there are fewer than 2 rows or a value is not finite
 * @see Salvy, Talbot, Thirion 2026, arXiv 2507.01761; github.com/nicolassalvy/ClippedDensityCoverage
 */
export function clippedDensityCoverage({
  real,
  generated,
  k = 5,
  matMul,
  level = 0.95,
}: {
  readonly real: Features;
  readonly generated: Features;
  readonly k?: number;
  readonly matMul?: MatMul;
  readonly level?: number;
}): ClippedEstimates {
  const reference = checkFeatures(real, { where: "clippedDensityCoverage: real", minimumRows: 2 });
  const sample = checkFeatures(generated, { where: "clippedDensityCoverage: generated", minimumRows: 2 });
  checkSameWidth(reference, sample, "clippedDensityCoverage");
  const [n, m] = [reference.n, sample.n];
  const most = Math.min(n - 2, m);
  if (!Number.isInteger(k) || k < 1 || k > most) {
    throw new ConfigInvalidError({
      message: `clippedDensityCoverage: expected k in 1…${most} for ${n} real and ${m} generated rows, received ${k}.`,
    });
  }
  const grouped = Math.min(n, m) >= 2 * manifoldGroups;
  const { radii, without, largest } = groupedBalls({ set: reference, k, grouped, matMul });
  const inputs: Inputs = {
    n,
    m,
    k,
    toGenerated: ballPairs({ owners: reference, reach: largest, rows: sample, matMul }),
    toReal: ballPairs({ owners: reference, reach: largest, matMul }),
  };
  const all = () => true;
  const whole = scores(inputs, { radii, keepsReal: all, keepsGenerated: all });
  const leftOut = !grouped
    ? []
    : Array.from({ length: manifoldGroups }, (_, g) => {
        const keeps = (row: number) => groupOfRow(row) !== g;
        const reduced = radii.map((_radius, i) => without[i * manifoldGroups + g] as number);
        return {
          real: scores(inputs, { radii: reduced, keepsReal: keeps, keepsGenerated: all }),
          generated: scores(inputs, { radii, keepsReal: all, keepsGenerated: keeps }),
        };
      });
  const sizesOf = (rows: number): number[] =>
    Array.from({ length: manifoldGroups }, (_, g) => Math.ceil((rows - g) / manifoldGroups));
  const estimate = (which: "density" | "coverage", fixed: Pick<Interval, "low" | "high">): Shared => {
    const value = Math.min(1, whole[which]);
    let half = 0;
    if (grouped) {
      const varianceOf = (set: "real" | "generated", rows: number): number =>
        groupedJackknife({
          estimate: whole[which],
          leftOut: leftOut.map((part) => part[set][which]),
          sizes: sizesOf(rows),
        }).variance;
      half =
        studentQuantile(tailsOf(level)[1], manifoldGroups - 1) *
        Math.sqrt(varianceOf("real", n) + varianceOf("generated", m));
    }
    return {
      value,
      n: which === "density" ? m : n,
      interval: {
        low: Math.max(0, Math.min(value, fixed.low, value - half)),
        high: Math.min(1, Math.max(value, fixed.high, value + half)),
        level,
        method: grouped
          ? `delete-a-group jackknife of both sets, ${manifoldGroups} groups`
          : "t, real balls fixed",
        resampled: "samples",
      },
    };
  };
  const ofDensity = meanInterval({ values: whole.worths.map((worth) => worth / whole.realWorth), level });
  const ofCoverage = meanInterval({ values: whole.covered, level });
  const calibrated = (covered: number): number =>
    calibratedCoverage(Math.min(1, Math.max(0, covered)), { m, n, k });
  return {
    clippedDensity: estimate("density", ofDensity.interval),
    clippedCoverage: estimate("coverage", {
      low: calibrated(ofCoverage.interval.low),
      high: calibrated(ofCoverage.interval.high),
    }),
    k,
  };
}

interface Inputs {
  readonly n: number;
  readonly m: number;
  readonly k: number;
  readonly toGenerated: BallPairs;
  readonly toReal: BallPairs;
}

interface Scores {
  /** Not cut off at 1. */
  readonly density: number;
  readonly coverage: number;
  /** Of each kept generated row, its clipped share of balls. */
  readonly worths: Float64Array;
  /** The same of real rows, on average. */
  readonly realWorth: number;
  /** Of each kept real row, its clipped share of generated rows. */
  readonly covered: Float64Array;
}

/** Both scores of the rows that are kept, from the pairs alone. */
function scores(
  { n, m, k, toGenerated, toReal }: Inputs,
  {
    radii,
    keepsReal,
    keepsGenerated,
  }: {
    /** Squared. */
    readonly radii: Float64Array;
    readonly keepsReal: (row: number) => boolean;
    readonly keepsGenerated: (row: number) => boolean;
  },
): Scores {
  const kept = radii.filter((_, i) => keepsReal(i));
  const middle = medianRadius(kept);
  const held = new Float64Array(m);
  const ownHeld = new Float64Array(n);
  const covering = new Float64Array(n);
  const visit = (
    pairs: BallPairs,
    keepsRow: (row: number) => boolean,
    count: (owner: number, row: number, squared: number, radius: number) => void,
  ): void => {
    for (let at = 0; at < pairs.owner.length; at++) {
      const [owner, row] = [pairs.owner[at] as number, pairs.row[at] as number];
      if (keepsReal(owner) && keepsRow(row)) {
        count(owner, row, pairs.squared[at] as number, radii[owner] as number);
      }
    }
  };
  visit(toGenerated, keepsGenerated, (owner, row, squared, radius) => {
    if (squared <= Math.min(radius, middle)) held[row]!++;
    if (squared < radius) covering[owner]!++;
  });
  visit(toReal, keepsReal, (_, row, squared, radius) => {
    if (squared <= Math.min(radius, middle)) ownHeld[row]!++;
  });
  const clipped = (counts: Float64Array, keeps: (row: number) => boolean): Float64Array =>
    counts.filter((_, i) => keeps(i)).map((count) => Math.min(count, k) / k);
  const worths = clipped(held, keepsGenerated);
  const realWorth = meanOf(clipped(ownHeld, keepsReal));
  const covered = clipped(covering, keepsReal);
  return {
    density: meanOf(worths) / realWorth,
    coverage: calibratedCoverage(meanOf(covered), { m: worths.length, n: covered.length, k }),
    worths,
    realWorth,
    covered,
  };
}

/** The median distance, squared: of an even number, the mean of the two in the middle, as distances. */
function medianRadius(squared: Float64Array): number {
  const sorted = squared.slice().sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1] as number, sorted[sorted.length >> 1] as number];
  return low === high ? low : ((Math.sqrt(low) + Math.sqrt(high)) / 2) ** 2;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
