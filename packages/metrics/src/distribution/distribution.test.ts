import { readFileSync } from "node:fs";
import { decodeNpy, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { floorOf } from "./floor-of.ts";
import { frechetDistance, frechetMoments } from "./frechet-distance.ts";
import { frechetInfinity } from "./frechet-infinity.ts";
import { inceptionScore } from "./inception-score.ts";
import { kernelDistance, kernelDistanceSubsets } from "./kernel-distance.ts";
import { maximumMeanDiscrepancy, medianDistance } from "./maximum-mean-discrepancy.ts";
import { multiScaleSimilarity } from "./multi-scale-similarity.ts";
import { pairSimilarity } from "./pair-similarity.ts";
import { perceptualPathLength } from "./perceptual-path-length.ts";
import { prdc } from "./prdc.ts";
import { randomDirections, slicedWasserstein, wassersteinByDirection } from "./sliced-wasserstein.ts";
import { structuralSimilarity } from "./structural-similarity.ts";
import { vendiEstimate, vendiScore } from "./vendi-score.ts";

const normal = (seed: number, n: number, d: number, options = {}): Features => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d, options)),
  shape: [n, d],
});
const turn = (() => {
  const { vectors } = symmetricEigen(frechetMoments(normal(99, 50, 5)).covariance);
  return ({ data, shape }: Features): Features => ({
    shape,
    data: Float64Array.from(data, (_, i) => {
      const row = Math.floor(i / 5) * 5;
      let sum = 0;
      for (let j = 0; j < 5; j++)
        sum += (data[row + j] as number) * (vectors.data[(i % 5) * 5 + j] as number);
      return sum;
    }),
  });
})();
const reversed = ({ data, shape }: Features): Features => {
  const [n = 0, d = 0] = shape;
  return {
    shape,
    data: Float64Array.from(data, (_, i) => data[(n - 1 - Math.floor(i / d)) * d + (i % d)] as number),
  };
};
const scaled = ({ data, shape }: Features, by: number, shift = 0): Features => ({
  shape,
  data: Float64Array.from(data, (value) => by * value + shift),
});
const x = normal(1, 120, 5);
const y = normal(2, 110, 5, { mean: 0.4, standardDeviation: 1.3 });

describe("metrics of two sets", () => {
  const directions = randomDirections({ count: 20, d: 5, random: Random.fromSeed(3) });
  const metrics: Record<string, (first: Features, second: Features) => number> = {
    "kernel distance": (first, second) => kernelDistance({ first, second }).value,
    "mean discrepancy, rbf": (first, second) => maximumMeanDiscrepancy({ first, second, bandwidth: 2 }).value,
    "mean discrepancy, imq": (first, second) =>
      maximumMeanDiscrepancy({ first, second, kernel: "imq" }).value,
    "sliced Wasserstein": (first, second) =>
      slicedWasserstein({ first, second, directions, random: Random.fromSeed(1) }).value,
    precision: (real, generated) => prdc({ real, generated }).precision.value,
    coverage: (real, generated) => prdc({ real, generated }).coverage.value,
  };

  it.each(Object.entries(metrics))("%s does not see the order of rows", (_, metric) => {
    expect(metric(reversed(x), y)).toBeCloseTo(metric(x, y), 10);
  });

  it.each(Object.entries(metrics).filter(([name]) => !name.startsWith("sliced")))(
    "%s does not see a rotation",
    (_, metric) => {
      expect(metric(turn(x), turn(y))).toBeCloseTo(metric(x, y), 9);
    },
  );

  it.each(["kernel distance", "mean discrepancy, rbf", "mean discrepancy, imq", "sliced Wasserstein"])(
    "%s is symmetric",
    (name) => {
      const metric = metrics[name] as (typeof metrics)[string];
      expect(metric(y, x)).toBeCloseTo(metric(x, y), 10);
    },
  );

  it.each(["precision", "coverage"])("%s does not see scale or shift", (name) => {
    const metric = metrics[name] as (typeof metrics)[string];
    expect(metric(scaled(x, 8, 3), scaled(y, 8, 3))).toBe(metric(x, y));
  });

  it.each(Object.entries(metrics))("%s refuses other widths, NaN and too few rows", (_, metric) => {
    expect(() => metric(x, normal(1, 110, 4))).toThrow(/dimension/);
    const broken = scaled(x, 1);
    broken.data[7] = Number.NaN;
    expect(() => metric(broken, y)).toThrow(/NaN/);
    expect(() => metric(normal(1, 1, 5), y)).toThrow(/rows/);
  });
});

describe("prdc", () => {
  it("gives recall as precision with the roles swapped, and intervals that hold their estimate", () => {
    const there = prdc({ real: x, generated: y });
    const back = prdc({ real: y, generated: x });
    expect(there.recall.value).toBe(back.precision.value);
    for (const { value, interval } of [there.precision, there.recall, there.density, there.coverage]) {
      expect(interval?.low).toBeLessThanOrEqual(value);
      expect(interval?.high).toBeGreaterThanOrEqual(value);
    }
  });

  it("tells the conventions apart at duplicates: < finds nothing in balls of radius 0, ≤ does", () => {
    const twice = { data: Float64Array.from({ length: 60 }, (_, i) => Math.floor(i / 6)), shape: [60, 1] };
    expect(prdc({ real: twice, generated: twice }).precision.value).toBe(0);
    expect(prdc({ real: twice, generated: twice, convention: "torch-fidelity" }).precision.value).toBe(1);
  });

  it("is 0 for sets far apart, and refuses k ≥ n", () => {
    const { precision, recall, density, coverage } = prdc({ real: x, generated: scaled(x, 1, 1000) });
    expect([precision, recall, density, coverage].map(({ value }) => value)).toEqual([0, 0, 0, 0]);
    expect(() => prdc({ real: x, generated: y, k: 110 })).toThrow(/1…109, received 110/);
  });

  it("meets the published values of two samples of N(0, I)", () => {
    const { precision, coverage } = prdc({ real: normal(5, 1000, 2), generated: normal(6, 1000, 2) });
    expect(Math.abs(precision.value - 0.996)).toBeLessThan(0.01);
    expect(Math.abs(coverage.value - 0.975)).toBeLessThan(0.02);
    expect(
      Math.abs(prdc({ real: normal(7, 1000, 16), generated: normal(8, 1000, 16) }).precision.value - 0.868),
    ).toBeLessThan(0.04);
  });

  it("leaves out what leaving out rows by hand leaves out", () => {
    // One group of 20 at a time: the interval's variance follows from plain values of the remaining rows.
    const real = normal(11, 60, 2);
    const generated = normal(12, 60, 2, { mean: 0.7 });
    const without = ({ data, shape }: Features, g: number): Features => {
      const rows = Array.from({ length: shape[0] as number }, (_, i) => i).filter((i) => i % 20 !== g);
      return {
        data: Float64Array.from(rows.flatMap((i) => [...data.subarray(2 * i, 2 * i + 2)])),
        shape: [rows.length, 2],
      };
    };
    for (const name of ["precision", "recall", "density", "coverage"] as const) {
      const whole = prdc({ real, generated })[name];
      const variance = [0, 1].reduce((total, side) => {
        const values = Array.from(
          { length: 20 },
          (_, g) =>
            prdc({
              real: side === 0 ? without(real, g) : real,
              generated: side === 1 ? without(generated, g) : generated,
              interval: "fixed-balls",
            })[name].value,
        );
        const mean = values.reduce((sum, value) => sum + value, 0) / 20;
        return total + (19 / 20) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      }, 0);
      const half = 2.093 * Math.sqrt(variance);
      expect(whole.interval?.low as number).toBeCloseTo(Math.max(0, whole.value - half), 3);
    }
  });
});

describe("kernel distance and mean discrepancy", () => {
  it("have no bias: the mean over pairs of one distribution is 0", () => {
    let sum = 0;
    for (let r = 0; r < 60; r++)
      sum += kernelDistance({ first: normal(100 + r, 40, 3), second: normal(300 + r, 50, 3) }).value;
    expect(Math.abs(sum / 60)).toBeLessThan(0.1);
    expect(kernelDistance({ first: x, second: x }).value).toBeLessThan(0);
    expect(kernelDistance({ first: x, second: x }).biased).toBeCloseTo(0, 10);
  });

  it("average to the whole over subsets", () => {
    const subsets = kernelDistanceSubsets({
      first: x,
      second: y,
      random: Random.fromSeed(1),
      subsets: 60,
      subsetSize: 60,
    });
    const whole = kernelDistance({ first: x, second: y });
    expect(Math.abs(subsets.mean - whole.value)).toBeLessThan(
      (3 * subsets.standardDeviation) / Math.sqrt(10),
    );
    expect(() => kernelDistanceSubsets({ first: x, second: y, random: Random.fromSeed(1) })).toThrow(/3…110/);
  });

  it("take the jackknife's variance from leaving rows out", () => {
    const [a, b] = [normal(1, 12, 2), normal(2, 10, 2)];
    const without = ({ data, shape }: Features, row: number): Features => ({
      data: Float64Array.from([...data].filter((_, i) => Math.floor(i / 2) !== row)),
      shape: [(shape[0] as number) - 1, 2],
    });
    const at = (first: Features, second: Features) => maximumMeanDiscrepancy({ first, second, bandwidth: 1 });
    const spread = (values: number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return (
        ((values.length - 1) / values.length) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      );
    };
    const variance =
      spread(Array.from({ length: 12 }, (_, i) => at(without(a, i), b).value)) +
      spread(Array.from({ length: 10 }, (_, i) => at(a, without(b, i)).value));
    const { interval, value } = at(a, b);
    expect((interval.high - value) / 2.262157).toBeCloseTo(Math.sqrt(variance), 6);
  });

  it("agree with wae's imq and rbf cases, and refuse a bandwidth of 0", () => {
    for (const kind of ["mmd_imq_wae", "mmd_rbf_wae"]) {
      const found = lossCase(kind, "");
      const sets = { first: found.input("z"), second: found.input("prior") };
      // These count each set's pairs without the diagonal and all cross pairs: the unbiased form; rbf has σ²·d in place of σ².
      const value =
        kind === "mmd_imq_wae"
          ? maximumMeanDiscrepancy({ ...sets, kernel: "imq" }).value
          : maximumMeanDiscrepancy({ ...sets, bandwidth: Math.sqrt(4) }).value;
      expect(value).toBeCloseTo(found.expected as number, 9);
    }
    const same = { data: new Float64Array(20), shape: [10, 2] };
    expect(() => maximumMeanDiscrepancy({ first: same, second: same })).toThrow(/bandwidth > 0, received 0/);
    expect(medianDistance(x, y)).toBeGreaterThan(2);
  });
});

describe("sliced Wasserstein", () => {
  const directions = randomDirections({ count: 500, d: 5, random: Random.fromSeed(3) });

  it("is 3·|shift|² for a shifted copy, whatever the order of rows", () => {
    const shifted = reversed(scaled(x, 1, 0.2));
    const { value, slicedW2 } = slicedWasserstein({
      first: x,
      second: shifted,
      directions,
      random: Random.fromSeed(1),
    });
    expect(Math.abs(value / (3 * 5 * 0.04) - 1)).toBeLessThan(0.15);
    expect(value).toBeCloseTo(3 * 5 * slicedW2 ** 2, 9);
    expect(
      slicedWasserstein({ first: x, second: reversed(x), directions, random: Random.fromSeed(1) }).value,
    ).toBeLessThan(1e-9);
  });

  it("couples samples of different sizes exactly", () => {
    const line = { data: Float64Array.of(1), shape: [1, 1] };
    const first = { data: Float64Array.of(0, 1), shape: [2, 1] };
    const second = { data: Float64Array.of(0, 1, 2), shape: [3, 1] };
    // Masses 1/3, 1/6 | 1/6, 1/3: |0−0|/3 + |0−1|/6 + |1−1|/6 + |1−2|/3.
    expect(wassersteinByDirection({ first, second, directions: line, order: 1 })[0]).toBeCloseTo(0.5, 12);
    expect(wassersteinByDirection({ first, second, directions: line, order: 2 })[0]).toBeCloseTo(0.5, 12);
  });

  it("refuses directions that are none, and fewer than 40 rows with an interval", () => {
    const long = { data: Float64Array.of(2, 0, 0, 0, 0), shape: [1, 5] };
    expect(() => wassersteinByDirection({ first: x, second: y, directions: long, order: 1 })).toThrow(
      /length 1/,
    );
    expect(() =>
      slicedWasserstein({ first: normal(1, 39, 5), second: y, directions, random: Random.fromSeed(1) }),
    ).toThrow(/at least 40 rows/);
    expect(() => randomDirections({ count: 0, d: 2, random: Random.fromSeed(1) })).toThrow(
      /positive integers/,
    );
  });
});

describe("Vendi score", () => {
  it("counts orthogonal samples, and not their length", () => {
    const axes = { data: Float64Array.of(1, 0, 0, 0, 5, 0, 0, 0, 9), shape: [3, 3] };
    const one = { data: Float64Array.of(1, 2, 2, 4, 3, 6), shape: [3, 2] };
    for (const order of [0.5, 1, 2, Number.POSITIVE_INFINITY]) {
      expect(vendiScore({ features: axes, order })).toBeCloseTo(3, 9);
      expect(vendiScore({ features: one, order })).toBeCloseTo(1, 6);
    }
    expect(vendiScore({ features: turn(x) })).toBeCloseTo(vendiScore({ features: x }), 9);
    expect(vendiScore({ features: scaled(x, 7) })).toBeCloseTo(vendiScore({ features: x }), 9);
  });

  it("refuses zero rows and orders that are none", () => {
    expect(() => vendiScore({ features: { data: new Float64Array(4), shape: [2, 2] } })).toThrow(
      /zeros in row 0/,
    );
    expect(() => vendiScore({ features: x, order: 0 })).toThrow(/q > 0/);
    expect(() => vendiEstimate({ features: normal(1, 20, 2), random: Random.fromSeed(1) })).toThrow(
      /40 rows/,
    );
  });
});

describe("Inception score", () => {
  it("is the number of classes for sure and even answers, 1 for equal ones", () => {
    const sure = Float64Array.from({ length: 40 * 4 }, (_, i) => (Math.floor(i / 4) % 4 === i % 4 ? 1 : 0));
    expect(inceptionScore({ probabilities: { data: sure, shape: [40, 4] } }).value).toBeCloseTo(4, 12);
    const flat = new Float64Array(160).fill(0.25);
    const { value, interval } = inceptionScore({
      probabilities: { data: flat, shape: [40, 4] },
      random: Random.fromSeed(1),
    });
    expect(value).toBeCloseTo(1, 12);
    expect(interval.high).toBeCloseTo(1, 9);
  });

  it("refuses logits and splits without rows", () => {
    expect(() => inceptionScore({ probabilities: normal(1, 40, 4) })).toThrow(/sum/);
    const flat = { data: new Float64Array(40).fill(0.25), shape: [10, 4] };
    expect(() => inceptionScore({ probabilities: flat })).toThrow(/10 splits.*20 rows/);
    expect(() => inceptionScore({ probabilities: flat, splits: 0 })).toThrow(/1 split/);
  });
});

describe("frechetInfinity", () => {
  it("takes the bias of 1/n off", () => {
    const counts = [100, 200, 400, 800];
    const { intercept, slope } = frechetInfinity({ counts, distances: counts.map((n) => 3 + 50 / n) });
    expect(intercept).toBeCloseTo(3, 10);
    expect(slope).toBeCloseTo(50, 8);
    expect(() => frechetInfinity({ counts: [5, 5], distances: [1, 2] })).toThrow(/two different/);
    expect(() => frechetInfinity({ counts: [5, 6], distances: [1] })).toThrow(/per count/);
  });
});

describe("perceptual path length", () => {
  const latents = { first: normal(21, 30, 4), second: normal(22, 30, 4), at: new Float64Array(30).fill(0.3) };

  it("is |b − a|²/d of a linear generator along a line, at any epsilon", async () => {
    const at = { ...latents, path: "linear" as const, trim: 0, generate: (z: Features) => z };
    const { value, distances } = await perceptualPathLength({ ...at, epsilon: 1e-2 });
    const wanted =
      Array.from(latents.first.data).reduce(
        (sum, a, i) => sum + (a - (latents.second.data[i] as number)) ** 2,
        0,
      ) / 120;
    expect(value).toBeCloseTo(wanted, 8);
    expect(distances).toHaveLength(30);
    expect((await perceptualPathLength({ ...at, epsilon: 1e-4 })).value).toBeCloseTo(wanted, 4);
  });

  it("keeps to the sphere between latents of one length", async () => {
    const unit = (set: Features): Features => ({
      shape: set.shape,
      data: Float64Array.from(set.data, (value, i) => {
        const row = set.data.subarray(Math.floor(i / 4) * 4, Math.floor(i / 4) * 4 + 4);
        return value / Math.hypot(...row);
      }),
    });
    const lengths: number[] = [];
    await perceptualPathLength({
      first: unit(latents.first),
      second: unit(latents.second),
      at: latents.at,
      generate: (z) => {
        for (let i = 0; i < 30; i++) lengths.push(Math.hypot(...z.data.subarray(4 * i, 4 * i + 4)));
        return z;
      },
    });
    for (const length of lengths) expect(length).toBeCloseTo(1, 10);
  });

  it("refuses opposite latents, epsilon 0, t outside and distances that are not finite", async () => {
    const generate = (z: Features): Features => z;
    const opposite = { ...latents, second: scaled(latents.first, -1) };
    await expect(perceptualPathLength({ ...opposite, generate })).rejects.toThrow(/below 180°/);
    await expect(perceptualPathLength({ ...latents, generate, epsilon: 0 })).rejects.toThrow(/epsilon > 0/);
    await expect(perceptualPathLength({ ...latents, generate, at: [2] })).rejects.toThrow(/30 values of t/);
    const distance = (): number[] => new Array<number>(30).fill(Number.NaN);
    await expect(perceptualPathLength({ ...latents, generate, distance })).rejects.toThrow(/NaN/);
  });
});

const folder = new URL("../../../../fixtures/", import.meta.url);
function lossCase(kind: string, variant: string) {
  interface Stored {
    file?: string;
    data: number[];
    shape: number[];
  }
  const { fixtures } = JSON.parse(readFileSync(new URL("manifest.json", folder), "utf8")) as {
    fixtures: {
      family: string;
      kind: string;
      variant: string;
      inputs: Record<string, Stored>;
      expected: { loss: number };
    }[];
  };
  const found = fixtures.find(
    (item) => item.family === "losses" && item.kind === kind && item.variant === variant,
  );
  return {
    expected: found?.expected.loss,
    input: (name: string): Features => {
      const { file, data, shape } = (found as (typeof fixtures)[number]).inputs[name] as Stored;
      const values = file ? decodeNpy(new Uint8Array(readFileSync(new URL(file, folder)))).data : data;
      return { data: Float64Array.from(values as ArrayLike<number>), shape };
    },
  };
}

describe("structural similarity", () => {
  it.each([
    ["uniform7", { kind: "uniform", size: 7 }],
    ["gaussian7_sigma1.5", { kind: "gaussian", size: 7, sigma: 1.5 }],
    ["gaussian11_sigma1.5", { kind: "gaussian", size: 11, sigma: 1.5 }],
  ] as const)("meets the reference with %s", (variant, window) => {
    const found = lossCase("ssim", variant);
    const image = (name: string): Features => ({ ...found.input(name), shape: [1, 28, 28, 1] });
    const [value] = structuralSimilarity({ first: image("x"), second: image("y"), window });
    expect(value).toBeCloseTo(found.expected as number, 8);
  });

  const image = (seed: number, n = 2, side = 32): Features => ({
    data: Float64Array.from(Random.fromSeed(seed).uniform(n * side * side * 2)),
    shape: [n, side, side, 2],
  });

  it("is 1 for equal images, symmetric, and at most 1", () => {
    const [a, b] = [image(1), image(2)];
    expect([...structuralSimilarity({ first: a, second: a })]).toEqual(
      [1, 1].map((value) => expect.closeTo(value, 12)),
    );
    const [there, back] = [
      structuralSimilarity({ first: a, second: b }),
      structuralSimilarity({ first: b, second: a }),
    ];
    expect(there[0]).toBeCloseTo(back[0] as number, 12);
    expect(Math.abs(there[0] as number)).toBeLessThan(0.3);
    expect([...multiScaleSimilarity({ first: a, second: a }).values]).toEqual(
      [1, 1].map((value) => expect.closeTo(value, 12)),
    );
  });

  it("takes as many scales as the window fits, weights renormalised", () => {
    const window = { kind: "gaussian", size: 7, sigma: 1.5 } as const;
    const small = multiScaleSimilarity({ first: image(1, 1, 28), second: image(2, 1, 28), window });
    expect(small.weights).toHaveLength(3);
    expect(small.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const one = multiScaleSimilarity({ first: image(1), second: image(2), window, scales: 1 });
    const plain = structuralSimilarity({ first: image(1), second: image(2), window });
    // One scale is the plain value, negative channels counting 0.
    if ((plain[0] as number) > 0) expect(one.values[0]).toBeGreaterThanOrEqual((plain[0] as number) - 1e-12);
    expect(() => multiScaleSimilarity({ first: image(1), second: image(2), window, scales: 4 })).toThrow(
      /1…3 scales/,
    );
  });

  it("sees a constant shift in the luminance of the coarsest scale only", () => {
    const window = { kind: "uniform", size: 7 } as const;
    const plain = image(7, 1, 28);
    const shifted = { data: plain.data.map((value) => value + 0.2), shape: plain.shape } as Features;
    const { values, weights } = multiScaleSimilarity({ first: plain, second: shifted, window, scales: 2 });
    const half = (set: Features): Features => ({
      shape: [1, 14, 14, 2],
      data: Float64Array.from({ length: 14 * 14 * 2 }, (_, at) => {
        const [i, j, c] = [Math.floor(at / 28), Math.floor(at / 2) % 14, at % 2];
        const pixel = (y: number, x: number): number =>
          set.data[((2 * i + y) * 28 + 2 * j + x) * 2 + c] as number;
        return (pixel(0, 0) + pixel(0, 1) + pixel(1, 0) + pixel(1, 1)) / 4;
      }),
    });
    // Of one channel, since the power is taken before the mean over channels.
    const channel = (set: Features, c: number): Features => ({
      shape: [1, 14, 14, 1],
      data: Float64Array.from(set.data).filter((_, at) => at % 2 === c),
    });
    const [a, b] = [half(plain), half(shifted)];
    const wanted = [0, 1].map((c) => {
      const [value] = structuralSimilarity({ first: channel(a, c), second: channel(b, c), window });
      return (value as number) ** (weights[1] as number);
    });
    expect(values[0]).toBeCloseTo(((wanted[0] as number) + (wanted[1] as number)) / 2, 10);
    expect(values[0]).toBeLessThan(0.999);
  });

  it("finds no diversity in copies", () => {
    const one = image(5, 1);
    const data = new Float64Array(8 * one.data.length);
    for (let i = 0; i < 8; i++) data.set(one.data, i * one.data.length);
    const copies = { data, shape: [8, 32, 32, 2] };
    expect(pairSimilarity({ images: copies, random: Random.fromSeed(1) })).toMatchObject({
      value: expect.closeTo(1, 10),
      n: 4,
    });
    expect(pairSimilarity({ images: image(6, 8), random: Random.fromSeed(1) }).value).toBeLessThan(0.3);
  });

  it("refuses windows that do not fit, other shapes and a range of 0", () => {
    const small = image(1, 1, 8);
    expect(() => structuralSimilarity({ first: small, second: small })).toThrow(/at most 8/);
    expect(() => structuralSimilarity({ first: image(1), second: image(1, 1, 32) })).toThrow(/shape/);
    expect(() => structuralSimilarity({ first: image(1), second: image(1), range: 0 })).toThrow(/range > 0/);
  });
});

describe("floorOf", () => {
  it("is the metric of two real sets at the n that is compared, sizes may differ", async () => {
    const real = { first: normal(31, 300, 4), second: normal(32, 300, 4) };
    const sizes: number[] = [];
    const metric = (first: Features, second: Features): number => {
      sizes.push(first.shape[0] as number, second.shape[0] as number);
      return frechetDistance({ first, second });
    };
    const floor = await floorOf({ metric, real, n: 200, m: 100 });
    expect(sizes).toEqual([200, 100]);
    expect(floor).toMatchObject({ n: 200, meaning: "two disjoint real samples of 200 and 100" });
    await expect(
      floorOf({ metric, real: { first: real.first, second: real.first }, n: 100 }),
    ).rejects.toThrow(/100 of 100 rows in common/);
    await expect(floorOf({ metric, real, n: 400 })).rejects.toThrow(/at least 400 rows/);
    await expect(floorOf({ metric: () => Number.NaN, real, n: 100 })).rejects.toThrow(/finite/);
  });

  it("is simulated from moments otherwise: perfect precision is below 1", async () => {
    const moments = frechetMoments(normal(33, 500, 16));
    const floor = await floorOf({
      metric: (real, generated) => prdc({ real, generated, interval: "fixed-balls" }).precision.value,
      moments,
      n: 1000,
      random: Random.fromSeed(1),
      replicates: 2,
    });
    expect(Math.abs(floor.value - 0.868)).toBeLessThan(0.04);
    expect(floor.meaning).toMatch(/fitted Gaussian, mean of 2/);
  });
});
