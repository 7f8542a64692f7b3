import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";

/** Σ (observed − expected)² / expected, as standard deviations from its mean (Wilson and Hilferty's cube root). */
function chiSquareDeviation(observed: ArrayLike<number>, expected: (cell: number) => number): number {
  let statistic = 0;
  for (let cell = 0; cell < observed.length; cell++) {
    statistic += ((observed[cell] as number) - expected(cell)) ** 2 / expected(cell);
  }
  const scale = 2 / (9 * (observed.length - 1));
  return (Math.cbrt(statistic / (observed.length - 1)) - (1 - scale)) / Math.sqrt(scale);
}

/** P(Z < x) for a standard normal Z, by Simpson's rule: an error far below what a million draws resolve. */
function normalCumulative(x: number): number {
  const intervals = 400;
  const step = x / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((i * step) ** 2) / 2);
  }
  return 0.5 + (sum * step) / 3 / Math.sqrt(2 * Math.PI);
}

// Seeds are fixed, so a failure is a change of the generator, not bad luck; 4 deviations is one chance in 16,000.
const limit = 4;

describe("Random over many draws", () => {
  it("gives every byte of every word equally often", () => {
    const random = Random.fromSeed(11);
    const counts = Array.from({ length: 16 }, () => new Float64Array(256));
    const blocks = 4_000_000;
    for (let done = 0; done < blocks; done += 100_000) {
      const bytes = new Uint8Array(random.words(400_000).slice().buffer);
      for (let i = 0; i < bytes.length; i++) {
        const cells = counts[i % 16] as Float64Array;
        const byte = bytes[i] as number;
        cells[byte] = (cells[byte] as number) + 1;
      }
    }
    for (const cells of counts) {
      expect(Math.abs(chiSquareDeviation(cells, () => blocks / 256))).toBeLessThan(limit);
    }
  });

  it("gives pairs of numbers that follow each other equally often", () => {
    const random = Random.fromSeed(12);
    const side = 64;
    const cells = new Float64Array(side * side);
    const pairs = 20_000_000;
    for (let done = 0; done < pairs; done += 100_000) {
      const values = random.uniform(200_000);
      for (let i = 0; i < values.length; i += 2) {
        const cell =
          Math.floor((values[i] as number) * side) * side + Math.floor((values[i + 1] as number) * side);
        cells[cell] = (cells[cell] as number) + 1;
      }
    }
    expect(Math.abs(chiSquareDeviation(cells, () => pairs / side ** 2))).toBeLessThan(limit);
  });

  it("draws normal numbers whose distribution fits to the tails", () => {
    const random = Random.fromSeed(13);
    const count = 20_000_000;
    const cells = new Float64Array(82);
    for (let done = 0; done < count; done += 100_000) {
      for (const value of random.normal(100_000)) {
        const cell = Math.min(81, Math.max(0, Math.floor(value * 10) + 41));
        cells[cell] = (cells[cell] as number) + 1;
      }
    }
    const edge = (cell: number): number =>
      cell === 0 ? 0 : cell === 82 ? 1 : normalCumulative((cell - 41) / 10);
    expect(Math.abs(chiSquareDeviation(cells, (cell) => count * (edge(cell + 1) - edge(cell))))).toBeLessThan(
      limit,
    );
  });

  it("gives split generators that have nothing to do with each other or their parent", () => {
    const parent = Random.fromSeed(14);
    const streams = [parent, ...Array.from({ length: 40 }, (_, i) => parent.split(`stream ${i}`))];
    const count = 100_000;
    const draws = streams.map((stream) => stream.normal(count));
    for (let a = 0; a < draws.length; a++) {
      for (let b = 0; b < a; b++) {
        let dot = 0;
        for (let i = 0; i < count; i++) dot += (draws[a]?.[i] as number) * (draws[b]?.[i] as number);
        // 820 pairs: 5 deviations keep the chance of any one beyond it under 1 in 2,000.
        expect(Math.abs(dot / Math.sqrt(count))).toBeLessThan(5);
      }
    }
  });
});
