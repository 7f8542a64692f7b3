import { ConfigInvalidError, type Random, unknownNameError } from "@ganlens/core";
import type { CorrelatedPair, GroundTruthFactor } from "./ground-truth-data.ts";

/** A pair, ready to be drawn from. */
export interface PairedFactors {
  /** The two columns. */
  readonly columns: readonly [number, number];
  /** Width of the kernel, in shares of the range of indices. */
  readonly sigma: number;
  /** `count` draws of the two indices. */
  draw(count: number, random: Random): readonly [Int32Array, Int32Array];
}

export const strongest = 0.95;

/**
 * Pairs of factors that are drawn with p(a, b) ∝ exp(−(a − b)² / 2σ²), where a and b are indices over the largest one (with 1 − b for
 * b where the correlation is negative). σ is the number at which a and b correlate by `strength`; the values at the ends of the two
 * factors get rarer the stronger they correlate. All other factors stay independent.
 *
 * @throws {ConfigInvalidError} for unknown factors, a factor that is in two pairs or paired with itself, and a strength of 0 or beyond ±0.95
 * @see Träuble et al. 2021, On disentangled representations learned from correlated data, whose σ is 0.2 to 0.7
 */
export function pairedFactors(
  factors: readonly GroundTruthFactor[],
  pairs: readonly CorrelatedPair[],
): readonly PairedFactors[] {
  const used = new Set<number>();
  const columnOf = (name: string): number => {
    const column = factors.findIndex((factor) => factor.name === name);
    if (column === -1) {
      throw unknownNameError({ what: "factor", name, known: factors.map((factor) => factor.name) });
    }
    if (used.has(column)) {
      throw new ConfigInvalidError({
        message: `Expected each factor in one correlated pair at most, found ${name} twice.`,
        hint: "Correlate it with one other factor.",
      });
    }
    used.add(column);
    return column;
  };
  return pairs.map(({ factors: [first, second], strength }) => {
    if (!(Math.abs(strength) <= strongest) || strength === 0) {
      throw new ConfigInvalidError({
        message: `Expected ${first} and ${second} to correlate by a strength within ±${strongest} that is not 0, received ${strength}.`,
        hint: "It is the correlation that their indices will have.",
      });
    }
    const columns = [columnOf(first), columnOf(second)] as const;
    const [rows, width] = columns.map((column) => (factors[column] as GroundTruthFactor).size) as [
      number,
      number,
    ];
    const sigma = sigmaOf(strength, rows, width);
    const cumulative = cumulated(kernel({ rows, width, sigma, mirrored: strength < 0 }));
    return { columns, sigma, draw: (count, random) => drawCells(count, { random, cumulative, width }) };
  });
}

interface Kernel {
  readonly rows: number;
  readonly width: number;
  readonly sigma: number;
  readonly mirrored: boolean;
}

const normalised = (index: number, size: number): number => (size === 1 ? 0 : index / (size - 1));

function kernel({ rows, width, sigma, mirrored }: Kernel): Float64Array {
  return Float64Array.from({ length: rows * width }, (_, cell) => {
    const a = normalised(Math.floor(cell / width), rows);
    const b = normalised(cell % width, width);
    return Math.exp(-((a - (mirrored ? 1 - b : b)) ** 2) / (2 * sigma * sigma));
  });
}

/** Bisection: the wider the kernel, the weaker the correlation. */
function sigmaOf(strength: number, rows: number, width: number): number {
  let [low, high] = [1e-3, 100];
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    const weights = kernel({ rows, width, sigma: middle, mirrored: false });
    if (correlation(weights, rows, width) > Math.abs(strength)) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

function correlation(weights: Float64Array, rows: number, width: number): number {
  let [total, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (const [cell, weight] of weights.entries()) {
    const x = normalised(Math.floor(cell / width), rows);
    const y = normalised(cell % width, width);
    total += weight;
    a += weight * x;
    b += weight * y;
    aa += weight * x * x;
    bb += weight * y * y;
    ab += weight * x * y;
  }
  const [meanA, meanB] = [a / total, b / total];
  return (ab / total - meanA * meanB) / Math.sqrt((aa / total - meanA ** 2) * (bb / total - meanB ** 2));
}

function cumulated(weights: Float64Array): Float64Array {
  let sum = 0;
  const cumulative = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return cumulative.map((value) => value / sum);
}

function drawCells(
  count: number,
  {
    random,
    cumulative,
    width,
  }: { readonly random: Random; readonly cumulative: Float64Array; readonly width: number },
): readonly [Int32Array, Int32Array] {
  const drawn = [new Int32Array(count), new Int32Array(count)] as const;
  for (const [i, word] of random.words(count).entries()) {
    const target = word * 2 ** -32;
    let [low, high] = [0, cumulative.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (target < (cumulative[middle] as number)) high = middle;
      else low = middle + 1;
    }
    drawn[0][i] = Math.floor(low / width);
    drawn[1][i] = low % width;
  }
  return drawn;
}
