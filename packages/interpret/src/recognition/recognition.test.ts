import { type NdArray, Random, RunUnsupportedError, ShapeError } from "@ganlens/core";
import { ridgeRegression } from "@ganlens/metrics";
import { describe, expect, it } from "vitest";
import { curveSizes, hitsOf, type LearningCurve, learningCurve } from "./learning-curve.ts";
import { lowFrequencies } from "./low-frequencies.ts";
import { randomFeatures } from "./random-features.ts";
import { recogniserOf } from "./recogniser.ts";
import { ridgeReadOut } from "./ridge-read-out.ts";
import { stratifiedOrder } from "./stratified-order.ts";
import { crossing, worthOf } from "./worth.ts";
import { withWrongLabels } from "./wrong-labels.ts";

const images = (shape: readonly number[], seed = 1): NdArray => ({
  data: Random.fromSeed(seed).uniform(shape.reduce((product, each) => product * each, 1)),
  shape,
});
const squares = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0);

describe("coarse shapes", () => {
  it("keep all of a small image, channel by channel: the transform is orthonormal", () => {
    const small = images([3, 8, 5, 2]);
    const { data, shape } = lowFrequencies(small);
    expect(shape).toEqual([3, 80]);
    for (let i = 0; i < 3; i++) {
      expect(squares(data.subarray(80 * i, 80 * i + 80))).toBeCloseTo(
        squares(small.data.subarray(80 * i, 80 * i + 80)),
        4,
      );
    }
  });

  it("are the mean alone of a flat image, and nothing of a chessboard of 28 px", () => {
    const flat = lowFrequencies({ data: new Float32Array(28 * 28).fill(0.5), shape: [1, 28, 28, 1] }).data;
    expect(flat[0]).toBeCloseTo(14, 5);
    expect(squares(flat.subarray(1))).toBeLessThan(1e-9);
    const chess = Float32Array.from({ length: 784 }, (_, i) => ((i % 28) + Math.floor(i / 28)) % 2);
    const kept = lowFrequencies({ data: chess, shape: [1, 28, 28, 1] }).data;
    expect(squares(kept.subarray(1))).toBeLessThan(0.01 * squares(chess));
  });

  it("are refused of what are no images", () => {
    expect(() => lowFrequencies({ data: new Float32Array(12), shape: [3, 4] })).toThrow(ShapeError);
    expect(() => lowFrequencies({ data: new Float32Array(12), shape: [1, 2, 2, 1] })).toThrow(ShapeError);
  });
});

describe("random features", () => {
  it("multiply to the kernel of their width", () => {
    const x = { data: Float64Array.from([0, 0, 3, 4]), shape: [2, 2] };
    const { data } = randomFeatures({ scale: x, units: 20_000, random: Random.fromSeed(2) })(x);
    const product = (a: number, b: number) => {
      let sum = 0;
      for (let k = 0; k < 20_000; k++)
        sum += (data[a * 20_000 + k] as number) * (data[b * 20_000 + k] as number);
      return sum;
    };
    expect(product(0, 0)).toBeCloseTo(1, 1);
    // The two lie 5 apart, which is the median distance; σ is 0.8 of it.
    expect(Math.abs(product(0, 1) - Math.exp(-1 / (2 * 0.64)))).toBeLessThan(0.03);
  });

  it("are numbers where all rows are the same", () => {
    const x = { data: new Float64Array(8).fill(1), shape: [4, 2] };
    const { data } = randomFeatures({ scale: x, units: 8, random: Random.fromSeed(2) })(x);
    expect(data.every(Number.isFinite)).toBe(true);
  });
});

describe("the read-out", () => {
  it("of fewer rows than columns is the one of ridge regression", () => {
    const random = Random.fromSeed(6);
    const numbers = (name: string, shape: readonly [number, number]) => ({
      data: Float64Array.from(random.split(name).normal(shape[0] * shape[1])),
      shape,
    });
    for (const n of [2, 7, 20, 40]) {
      const given = { x: numbers("x", [n, 20]), y: numbers("y", [n, 3]), penalty: 0.3 };
      const [own, reference] = [ridgeReadOut(given), ridgeRegression(given)];
      for (const [i, value] of reference.weights.data.entries()) {
        expect(own.weights.data[i]).toBeCloseTo(value, 9);
      }
      for (const [i, value] of reference.intercept.entries()) expect(own.intercept[i]).toBeCloseTo(value, 9);
    }
  });
});

describe("a stratified order", () => {
  it("holds every row once, and the classes in their shares from the beginning", () => {
    const labels = Int32Array.from({ length: 400 }, (_, i) => (i < 300 ? 0 : i < 380 ? 1 : 2));
    const order = stratifiedOrder(labels, Random.fromSeed(3));
    expect(new Set(order).size).toBe(400);
    for (const size of [20, 100, 200]) {
      const count = (label: number) => order.subarray(0, size).filter((row) => labels[row] === label).length;
      for (const [label, share] of [0.75, 0.2, 0.05].entries()) {
        expect(Math.abs(count(label) - share * size)).toBeLessThanOrEqual(1);
      }
    }
    expect(stratifiedOrder(labels, Random.fromSeed(4))).not.toEqual(order);
  });
});

describe("wrong labels", () => {
  it("are that many, each of another class, the same for a seed", () => {
    const labels = Int32Array.from({ length: 500 }, (_, i) => i % 3);
    const plant = (share: number) =>
      withWrongLabels(labels, { classes: 3, share, random: Random.fromSeed(1) });
    for (const [share, wrong] of [
      [0.2, 100],
      [1, 500],
    ] as const) {
      const planted = plant(share);
      expect(planted.filter((label, i) => label !== labels[i])).toHaveLength(wrong);
      expect(planted.every((label) => label >= 0 && label < 3)).toBe(true);
      expect(plant(share)).toEqual(planted);
    }
    expect(new Set(plant(1).filter((_, i) => labels[i] === 0))).toEqual(new Set([1, 2]));
    expect(() => withWrongLabels(labels, { classes: 1, share: 0.5, random: Random.fromSeed(1) })).toThrow(
      RunUnsupportedError,
    );
    expect(() => plant(0.0001)).toThrow(RunUnsupportedError);
  });
});

/** Pictures of 6 × 6 with a bright half: above, below, left or right; under noise. */
function halves(count: number, seed: number) {
  const random = Random.fromSeed(seed);
  const labels = random.split("labels").integers(count, { high: 4 });
  const data = random.split("noise").normal(count * 36, { standardDeviation: 0.6 });
  for (let i = 0; i < data.length; i++) {
    const [row, column] = [Math.floor((i % 36) / 6), i % 6];
    const bright = [row < 3, row >= 3, column < 3, column >= 3][labels[Math.floor(i / 36)] as number];
    data[i] = Math.min(1, Math.max(0, 0.5 + (data[i] as number) + (bright ? 0.25 : -0.25)));
  }
  return { x: { data, shape: [count, 6, 6, 1] }, labels };
}

describe("a recogniser", () => {
  const [learned, tested] = [halves(300, 1), halves(300, 2)];
  const recogniser = recogniserOf({ scale: learned.x, classes: 4 });
  const test = { hidden: recogniser.hidden(tested.x), labels: tested.labels };
  const accuracy = (labels: Int32Array) =>
    hitsOf({ recogniser, lesson: { hidden: recogniser.hidden(learned.x), labels }, test }).reduce(
      (sum, hit) => sum + hit,
      0,
    ) / 300;

  it("learns what there is to learn, and nothing from labels in another order", () => {
    expect(accuracy(learned.labels)).toBeGreaterThan(0.85);
    const order = Random.fromSeed(5).permutation(300);
    expect(accuracy(Int32Array.from(order, (row) => learned.labels[row] as number))).toBeLessThan(0.4);
  });

  it("learns more from more images", async () => {
    const curve = learningCurve({
      recogniser,
      lesson: { hidden: recogniser.hidden(learned.x), labels: learned.labels },
      test,
      draws: 3,
      random: Random.fromSeed(1),
    });
    let next = await curve.next();
    const done: number[] = [];
    while (!next.done) {
      done.push(next.value);
      next = await curve.next();
    }
    const { sizes, hits } = next.value;
    expect(sizes).toEqual([10, 20, 50, 100, 200, 300]);
    expect(hits.map(({ length }) => length)).toEqual([3, 3, 3, 3, 3, 1]);
    const right = hits.map(([first]) => (first as Uint8Array).reduce((sum, hit) => sum + hit, 0));
    expect(right[0]).toBeLessThan((right[5] as number) - 30);
    expect([...done].sort((a, b) => a - b)).toEqual(done);
    expect(done.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe("where a curve is reached", () => {
  it("is found on a logarithmic scale, and within its ends", () => {
    expect(crossing([10, 100, 1000], [0.2, 0.4, 0.8], 0.6)).toBeCloseTo(316.2, 1);
    expect(crossing([10, 100, 1000], [0.2, 0.4, 0.8], 0.1)).toBe(10);
    expect(crossing([10, 100, 1000], [0.2, 0.4, 0.8], 0.9)).toBe(1000);
  });

  it("is where it rises, if it falls by chance in between", () => {
    // 0.5 and 0.3 are pooled to 0.4.
    expect(crossing([10, 100, 1000, 10_000], [0.2, 0.5, 0.3, 0.8], 0.4)).toBeCloseTo(100, 6);
    expect(crossing([10, 100, 1000, 10_000], [0.2, 0.5, 0.3, 0.8], 0.6)).toBeCloseTo(10 ** 3.5, 3);
  });

  it("has sizes of 1, 2 and 5 times powers of ten, and the whole", () => {
    expect(curveSizes(4000)).toEqual([10, 20, 50, 100, 200, 500, 1000, 2000, 4000]);
    expect(curveSizes(200)).toEqual([10, 20, 50, 100, 200]);
    expect(curveSizes(8)).toEqual([8]);
  });
});

describe("what images are worth", () => {
  const tests = 400;
  const sizes = curveSizes(2000);
  /** Recognised with a chance that rises with the number of images: 0.3 + 0.1 for each doubling from 10 on, up to 0.95. */
  const chance = (size: number) => Math.min(0.95, 0.3 + 0.08 * Math.log2(size / 10));
  const hits = (size: number, random: Random) =>
    Uint8Array.from(random.uniform(tests), (value) => (value < chance(size) ? 1 : 0));
  const curveOf = (random: Random): LearningCurve => ({
    sizes,
    hits: sizes.map((size, k) =>
      Array.from({ length: size === 2000 ? 1 : 4 }, (_, draw) => hits(size, random.split(`${k}/${draw}`))),
    ),
  });
  const worth = (size: number, seed: number, count = size) => {
    const random = Random.fromSeed(seed);
    return worthOf({
      curve: curveOf(random),
      hits: hits(size, random.split("own")),
      count,
      random: random.split("resamples"),
    });
  };

  it("is held by the interval in most draws, which is not wide for nothing", () => {
    const found = Array.from({ length: 60 }, (_, seed) => worth(300, seed));
    const held = found.filter(({ interval }) => interval.low <= 300 && interval.high >= 300);
    // Of 60 draws at 95 %, fewer than 51 come by chance once in a thousand.
    expect(held.length).toBeGreaterThanOrEqual(51);
    expect(found.filter(({ interval }) => interval.high / interval.low < 8).length).toBeGreaterThan(40);
    expect(found.filter(({ isFewer }) => isFewer).length).toBeLessThanOrEqual(8);
  });

  it("is fewer than their number where they teach as much as a fifth of it, and the ends are said", () => {
    expect(worth(100, 1, 1500).isFewer).toBe(true);
    const least = worth(1, 1, 1500);
    expect([least.value, least.isAtMostFirst, least.isFewer]).toEqual([10, true, true]);
    const random = Random.fromSeed(3);
    const most = worthOf({
      curve: curveOf(random),
      hits: new Uint8Array(tests).fill(1),
      count: 1500,
      random,
    });
    expect([most.value, most.isAtLeastAll, most.isFewer]).toEqual([2000, true, false]);
  });

  it("is the same for a seed", () => {
    expect(worth(300, 4)).toEqual(worth(300, 4));
  });
});
