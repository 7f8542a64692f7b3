import { type BackendName, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { adaptiveAugment } from "./adaptive/adaptive-augment.ts";
import { type AdaptiveTransformName, adaptiveTransforms } from "./adaptive/adaptive-transforms.ts";
import { augmentSamples } from "./augment-samples.ts";
import { diffAugment } from "./diff-augment.ts";
import { type PolicyName, policies } from "./policies/policies.ts";
import { warpImages } from "./warp-images.ts";
import { type Warp, warpMatrices } from "./warp-matrices.ts";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);
const backends: { backend: BackendName; starts: boolean }[] = [
  { backend: "cpu", starts: true },
  { backend: "wasm", starts: true },
  { backend: "node", starts: native },
];

type Change = (x: tf.Tensor4D) => tf.Tensor4D;
const changes: readonly (readonly [string, Change])[] = [
  ...Object.keys(policies).map(
    (name) =>
      [
        name,
        (x: tf.Tensor4D) => diffAugment(x, { policies: [name as PolicyName], random: Random.fromSeed(3) }),
      ] as const,
  ),
  ...Object.keys(adaptiveTransforms).map(
    (name) =>
      [
        `adaptive ${name}`,
        (x: tf.Tensor4D) =>
          adaptiveAugment(x, {
            transforms: [name as AdaptiveTransformName],
            probability: 1,
            random: Random.fromSeed(4),
          }),
      ] as const,
  ),
  [
    "all adaptive ones",
    (x) =>
      adaptiveAugment(x, {
        transforms: Object.keys(adaptiveTransforms) as AdaptiveTransformName[],
        probability: 0.7,
        random: Random.fromSeed(5),
      }),
  ],
];

const images = (seed: number, shape: [number, number, number, number]) =>
  tf.tensor4d(Random.fromSeed(seed).uniform(tf.util.sizeFromShape(shape), { low: -1, high: 1 }), shape);
const dot = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0] as number;

describe.each(backends)("on $backend", ({ backend, starts }) => {
  describe.skipIf(!starts)(starts ? "started" : `needs ${backend}`, () => {
    // No kernel or gradient of ours is needed.
    beforeAll(async () => {
      await openBackend({ require: backend });
    });
    afterEach(() => tf.disposeVariables());

    it.each(changes)("%s has the gradient of what it does, twice", (_, change) => {
      tf.tidy(() => {
        const shape: [number, number, number, number] = [3, 6, 5, 3];
        const [x, w] = [images(1, shape), images(2, shape)];
        const zero = tf.zerosLike(x) as tf.Tensor4D;
        const linear = tf.sub(change(x), change(zero));
        expect(tf.max(tf.abs(tf.sub(change(x), x))).dataSync()[0]).toBeGreaterThan(0.01);
        // T(x) − T(0) is linear, so ⟨∇⟨T(x), w⟩, x⟩ is ⟨T(x) − T(0), w⟩.
        const gradient = tf.grad((at: tf.Tensor) => tf.sum(tf.mul(change(at as tf.Tensor4D), w)))(x);
        expect(dot(gradient, x)).toBeCloseTo(dot(linear, w), 3);
        // Of f = Σ T(x)³/3 the gradient is g = T′(T(x)²); along g itself, that of ½‖g‖² must be what differences give.
        const norm = (at: tf.Tensor) => {
          const g = tf.grad((to: tf.Tensor) => tf.div(tf.sum(tf.pow(change(to as tf.Tensor4D), 3)), 3))(at);
          return tf.mul(tf.sum(tf.square(g)), 0.5) as tf.Scalar;
        };
        const second = tf.grad(norm)(x);
        const h = 1e-2;
        const away = (sign: number) => norm(tf.add(x, tf.mul(w, sign * h))).dataSync()[0] as number;
        const slope = (away(1) - away(-1)) / (2 * h);
        expect(dot(second, w) / slope).toBeCloseTo(1, 1);
      });
    });
  });
});

describe("DiffAugment", () => {
  const apply = (name: PolicyName, x: tf.Tensor4D) =>
    diffAugment(x, { policies: [name], random: Random.fromSeed(8) });

  it("shifts by whole pixels, at most an eighth, zeros behind", () => {
    const x = images(1, [40, 16, 16, 1]);
    const [before, after] = [x.arraySync(), apply("translation", x).arraySync()];
    const shifts = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const found: string[] = [];
      for (let dy = -3; dy <= 3; dy++) {
        for (let dx = -3; dx <= 3; dx++) {
          const same = after[i]?.every((row, y) =>
            row.every(([value], c) => value === (before[i]?.[y - dy]?.[c - dx]?.[0] ?? 0)),
          );
          if (same) found.push(`${dy},${dx}`);
        }
      }
      expect(found).toHaveLength(1);
      shifts.add(found[0] as string);
    }
    expect([...shifts].some((shift) => shift.includes("3"))).toBe(false);
    expect(shifts.size).toBeGreaterThan(12);
  });

  it("fills with what it is told", () => {
    const options = { policies: ["translation", "cutout"], random: Random.fromSeed(8) } as const;
    const x = tf.fill([6, 16, 16, 1], -1) as tf.Tensor4D;
    expect(diffAugment(x, { ...options, fill: -1 }).dataSync()).toEqual(x.dataSync());
    expect(tf.max(diffAugment(x, options)).dataSync()[0]).toBe(0);
  });

  it("covers up to a quarter of the image with zeros, in other places each time", () => {
    const covered = apply("cutout", tf.ones([60, 16, 16, 1])).arraySync();
    const sizes = covered.map((image) => image.flat(2).filter((value) => value === 0).length);
    expect(Math.max(...sizes)).toBe(64);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    expect(new Set(covered.map((image) => image.flat(2).indexOf(0))).size).toBeGreaterThan(20);
  });

  it("changes brightness by a constant, contrast about the mean, and saturation of colours only", () => {
    const grey = images(2, [50, 8, 8, 1]);
    const changed = apply("colour", grey);
    const spread = (x: tf.Tensor) => tf.moments(x, [1, 2, 3]);
    const factors = tf.sqrt(tf.div(spread(changed).variance, spread(grey).variance)).arraySync() as number[];
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.5);
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.7);
    const moved = tf.sub(spread(changed).mean, spread(grey).mean).arraySync() as number[];
    expect(Math.max(...moved.map(Math.abs))).toBeLessThanOrEqual(0.5);
    const three = tf.concat([grey, grey, grey], 3) as tf.Tensor4D;
    const [red, , blue] = tf.split(apply("colour", three), 3, 3);
    expect(tf.max(tf.abs(tf.sub(red as tf.Tensor, blue as tf.Tensor))).dataSync()[0]).toBeLessThan(1e-6);
  });

  it("is the same for the same draws, and another for others", () => {
    const x = images(3, [4, 8, 8, 1]);
    const all = (seed: number) =>
      diffAugment(x, { policies: ["colour", "translation", "cutout"], random: Random.fromSeed(seed) });
    expect(all(1).dataSync()).toEqual(all(1).dataSync());
    expect(all(1).dataSync()).not.toEqual(all(2).dataSync());
  });
});

describe("warpImages", () => {
  const still: Warp = { a: 1, b: 0, c: 0, d: 1, right: 0, down: 0 };
  /** A soft dot at a place about the middle. */
  const dotAt = (x: number, y: number, side = 33) =>
    tf.tensor4d(
      Array.from({ length: side * side }, (_, at) => {
        const [column, row] = [(at % side) - (side - 1) / 2, Math.floor(at / side) - (side - 1) / 2];
        return Math.exp(-((column - x) ** 2 + (row - y) ** 2) / 8);
      }),
      [1, side, side, 1],
    );
  const centre = (image: tf.Tensor4D) => {
    const [, height, width] = image.shape;
    let [mass, x, y] = [0, 0, 0];
    for (const [at, value] of image.dataSync().entries()) {
      mass += value;
      x += value * ((at % width) - (width - 1) / 2);
      y += value * (Math.floor(at / width) - (height - 1) / 2);
    }
    return [x / mass, y / mass] as const;
  };

  it("leaves images alone where nothing moves", () => {
    const x = images(1, [2, 7, 9, 3]);
    expect(warpImages(x, [still, still]).dataSync()).toEqual(x.dataSync());
  });

  it("puts what was at M·p + t to p, for turns, stretches and shifts together", () => {
    const angle = 0.45;
    const warp: Warp = {
      a: Math.cos(angle) / 1.1,
      b: Math.sin(angle) / 0.9,
      c: -Math.sin(angle) / 1.1,
      d: Math.cos(angle) / 0.9,
      right: 2,
      down: -1,
    };
    for (const [x, y] of [
      [3, -4],
      [-5, 2],
    ] as const) {
      const from = dotAt(warp.a * x + warp.b * y + warp.right, warp.c * x + warp.d * y + warp.down);
      const [u, v] = centre(warpImages(from, [warp]));
      expect(u).toBeCloseTo(x, 0.7);
      expect(v).toBeCloseTo(y, 0.7);
    }
  });

  it("turns as it is meant to: a turn to one side and back is nearly nothing, and two to one side are not", () => {
    const x = dotAt(5, 3);
    const turn = (angle: number): Warp => ({
      ...still,
      a: Math.cos(angle),
      b: Math.sin(angle),
      c: -Math.sin(angle),
      d: Math.cos(angle),
    });
    const difference = (second: number) =>
      tf.max(tf.abs(tf.sub(warpImages(warpImages(x, [turn(0.4)]), [turn(second)]), x))).dataSync()[0];
    expect(difference(-0.4)).toBeLessThan(0.15);
    expect(difference(0.4)).toBeGreaterThan(0.5);
  });

  it("mixes each pixel from shares that add up to one, the edge's beyond the edge", () => {
    const warps = [still, { a: 0.7, b: 0.4, c: -0.3, d: 0.8, right: 9, down: -4 }];
    const { horizontal, vertical } = warpMatrices(warps, { height: 6, width: 5 });
    for (const sums of [tf.sum(horizontal, 2), tf.sum(vertical, 2)]) {
      for (const sum of sums.dataSync()) expect(sum).toBeCloseTo(1, 5);
    }
    const far = { ...still, right: 100 };
    const edge = warpImages(tf.tensor4d([1, 2, 3], [1, 1, 3, 1]), [far]).dataSync();
    expect([...edge]).toEqual([3, 3, 3]);
  });
});

describe("adaptive augmentation", () => {
  const names = Object.keys(adaptiveTransforms) as AdaptiveTransformName[];
  const changed = (probability: number, transforms = names) => {
    const x = images(6, [400, 6, 6, 1]);
    const y = adaptiveAugment(x, { transforms, probability, random: Random.fromSeed(7) });
    const difference = tf.max(tf.abs(tf.sub(x, y)), [1, 2, 3]).dataSync();
    return difference.filter((value) => value > 1e-6).length / difference.length;
  };

  it("changes no image at 0, all at 1, and as many as the probability says between", () => {
    expect(changed(0)).toBe(0);
    expect(changed(1)).toBe(1);
    for (const name of ["translation", "scale", "rotation", "stretch", "brightness", "contrast"] as const) {
      expect(Math.abs(changed(0.3, [name]) - 0.3)).toBeLessThan(0.08);
    }
  });

  it("does nothing to grey images by hue and saturation, and leaves grey pixels of colour images grey", () => {
    expect(changed(1, ["hue", "saturation"])).toBe(0);
    const grey = images(6, [40, 6, 6, 1]);
    const three = tf.concat([grey, grey, grey], 3) as tf.Tensor4D;
    const turned = adaptiveAugment(three, {
      transforms: ["hue", "saturation"],
      probability: 1,
      random: Random.fromSeed(7),
    });
    expect(tf.max(tf.abs(tf.sub(turned, three))).dataSync()[0]).toBeLessThan(1e-5);
    const coloured = images(7, [40, 6, 6, 3]);
    const hued = adaptiveAugment(coloured, {
      transforms: ["hue"],
      probability: 1,
      random: Random.fromSeed(7),
    });
    // A turn keeps distances from grey.
    const length = (x: tf.Tensor) => tf.sum(tf.square(x), 3);
    expect(tf.max(tf.abs(tf.sub(length(hued), length(coloured)))).dataSync()[0]).toBeLessThan(1e-4);
  });
});

it("augments in the middle of the range that samples have", () => {
  const config = {
    kind: "differentiable",
    policies: ["colour", "translation", "cutout"],
    fill: 0.2,
  } as const;
  const options = { config, random: Random.fromSeed(1), state: { numbers: {}, arrays: {} } };
  const x = images(9, [4, 8, 8, 1]);
  const signed = augmentSamples(x, { ...options, range: [-1, 1] });
  const shares = augmentSamples(tf.div(tf.add(x, 1), 2), { ...options, range: [0, 1] });
  const apart = tf.max(tf.abs(tf.sub(tf.sub(tf.mul(shares, 2), 1), signed))).dataSync()[0];
  expect(apart).toBeLessThan(1e-5);
});
