import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type NdArray, Random, rows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { frechetDistance, principalComponents } from "@ganlens/metrics";
import { buildModel, disposeModel, initialiseFromPca, parseModelSpec } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { autoencoderCodeSpace } from "./autoencoder-code-space.ts";
import { digitClassifierSpace } from "./digit-classifier-space.ts";
import { blockDistances, featureDistances, spaceDistance } from "./feature-distances.ts";
import type { FeatureSpace } from "./feature-space.ts";
import { pixelComponentsSpace } from "./pixel-components-space.ts";
import { waveletPacketSpace } from "./wavelet-packet-space.ts";

const count = 1000;
let first: NdArray;
let second: NdArray;
let others: NdArray;
let components: FeatureSpace;

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  const { x } = await (await openDataset("mnist-5k", { split: "train" })).all();
  first = rows(x, 0, count);
  second = rows(x, count, 2 * count);
  others = rows(x, 2 * count, 3 * count);
  components = pixelComponentsSpace(others);
});

const changed = (images: NdArray, value: (at: number, pixel: number) => number): NdArray => ({
  data: Float32Array.from(images.data, (_, at) => value(at, at % 784)),
  shape: images.shape,
});

/** Every other pixel a little lighter and darker: texture that hardly moves any ink. */
const checkered = (images: NdArray): NdArray =>
  changed(images, (at, pixel) => {
    const sign = (Math.floor(pixel / 28) + (pixel % 28)) % 2 === 0 ? 1 : -1;
    return (images.data[at] as number) + 0.03 * sign;
  });

/** All images one pixel to the right. */
const shifted = (images: NdArray): NdArray =>
  changed(images, (at, pixel) => (pixel % 28 === 0 ? 0 : (images.data[at - 1] as number)));

/** How many times farther changed images are than unchanged ones. */
async function timesFloor(space: FeatureSpace, change: (images: NdArray) => NdArray): Promise<number> {
  const [real, unchanged, other] = [
    await space.features(first),
    await space.features(second),
    await space.features(change(second)),
  ];
  return spaceDistance(space, other, real) / spaceDistance(space, unchanged, real);
}

describe("feature spaces", () => {
  it("say what they are, and have one id for one map", () => {
    const [one, again, other] = [
      pixelComponentsSpace(rows(others, 0, 100)),
      pixelComponentsSpace(rows(others, 0, 100)),
      pixelComponentsSpace(rows(first, 0, 100)),
    ];
    expect(one).toMatchObject({ kind: "pixel-components", name: "PCA-64 of pixels" });
    expect(one.id).toBe(again.id);
    expect(one.id).not.toBe(other.id);
    expect(waveletPacketSpace([28, 28, 1])).toMatchObject({
      kind: "wavelet-packets",
      id: "wavelet-packets-haar-2",
      blocks: 16,
    });
    expect(waveletPacketSpace([64, 64, 3]).blocks).toBe(64);
    expect(waveletPacketSpace([8, 8, 1]).blocks).toBe(4);
  });

  it("of pixels' components take colours of 48 px", async () => {
    const shape = [80, 48, 48, 3];
    const images = {
      data: Random.fromSeed(1)
        .split("colours")
        .uniform(80 * 48 * 48 * 3),
      shape,
    };
    const space = pixelComponentsSpace(images);
    expect((await space.features(images)).shape).toEqual([80, 64]);
    expect(space.id).not.toBe(pixelComponentsSpace(rows(images, 0, 70)).id);
  });

  it("of wavelet packets see a faint checkerboard, and in which packet; components of pixels do not", async () => {
    const packets = waveletPacketSpace([28, 28, 1]);
    expect(await timesFloor(packets, checkered)).toBeGreaterThan(1.5);
    expect(await timesFloor(components, checkered)).toBeLessThan(1.1);
    const gaps = blockDistances(
      packets,
      await packets.features(checkered(second)),
      await packets.features(second),
    );
    expect(gaps.indexOf(Math.max(...gaps))).toBe(12);
    expect(gaps.filter((gap) => gap > 1e-3)).toHaveLength(1);
  });

  it("of pixels' components, wavelet packets and the digit classifier see a shift by one pixel", async () => {
    const digits = await digitClassifierSpace();
    for (const space of [components, waveletPacketSpace([28, 28, 1]), digits]) {
      expect(await timesFloor(space, shifted), space.name).toBeGreaterThan(1.5);
      space.dispose();
    }
  });

  it("of an autoencoder's codes are those of its encoder, and see what changes them", async () => {
    const spec = parseModelSpec({
      architecture: "nested-autoencoder",
      codes: [4, 16],
      width: 8,
      shape: [28, 28, 1],
    });
    const model = buildModel({ spec, name: "autoencoder", random: Random.fromSeed(1) });
    const leading = principalComponents({ data: others, components: 16 });
    await initialiseFromPca(model, {
      mean: { data: leading.mean, shape: [784] },
      components: leading.components,
    });
    const space = autoencoderCodeSpace({ autoencoder: model, hash: "0123456789abcdef" });
    const before = tf.memory().numTensors;
    expect(space).toMatchObject({ kind: "autoencoder-code", id: "autoencoder-code-0123456789abcdef" });
    const codes = await space.features(first);
    expect(codes.shape).toEqual([count, 16]);
    // Fitted to nothing but the components, its codes are the components.
    const coordinates = await components.features(first);
    for (let k = 0; k < 16; k++)
      expect(Math.abs(codes.data[k] as number)).toBeCloseTo(Math.abs(coordinates.data[k] as number), 3);
    expect(await timesFloor(space, shifted)).toBeGreaterThan(1.5);
    space.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await expect(space.features({ data: new Float32Array(64), shape: [1, 8, 8, 1] })).rejects.toThrow(
      /28 × 28 × 1.*received 8 × 8 × 1/,
    );
    disposeModel(model);
  });

  it("refuse images of another size", async () => {
    expect(() => waveletPacketSpace([28, 28])).toThrow(/received 28 × 28/);
    await expect(
      waveletPacketSpace([28, 28, 1]).features({ data: new Float32Array(64), shape: [1, 8, 8, 1] }),
    ).rejects.toThrow(/28 × 28 × 1.*received 8 × 8 × 1/);
  });
});

describe("two distances of one pair of sets", () => {
  const random = Random.fromSeed(3);

  it("lie near their floors for two samples of one distribution, and away from them for another", async () => {
    for (const space of [components, waveletPacketSpace([28, 28, 1])]) {
      const reference = await space.features(first);
      const options = { space, second: reference, random };
      const same = featureDistances({ ...options, first: await space.features(second) });
      expect(same.frechet.value, space.name).toBeCloseTo(
        spaceDistance(space, await space.features(second), reference),
        6,
      );
      expect(same.frechet.corrected.value).toBeLessThan(0.4 * same.frechet.value);
      expect(same.kernel.interval.low).toBeLessThanOrEqual(0);
      expect(same.kernel.interval.high).toBeGreaterThanOrEqual(0);
      const other = featureDistances({ ...options, first: await space.features(shifted(second)) });
      expect(other.frechet.interval.low).toBeGreaterThan(same.frechet.value);
      expect(other.kernel.interval.low).toBeGreaterThan(0);
    }
  });

  it("take the mean over blocks, with an interval of that mean", () => {
    const draw = (seed: number, mean: number): NdArray => ({
      data: Random.fromSeed(seed).normal(6 * 400, { mean }),
      shape: [400, 6],
    });
    const [a, b] = [draw(1, 0), draw(2, 0.5)];
    const part = (set: NdArray, at: number): NdArray => ({
      data: Float32Array.from(
        { length: 800 },
        (_, i) => set.data[Math.floor(i / 2) * 6 + 2 * at + (i % 2)] as number,
      ),
      shape: [400, 2],
    });
    const expected = [0, 1, 2].map((at) => frechetDistance({ first: part(a, at), second: part(b, at) }));
    const mean = expected.reduce((sum, value) => sum + value, 0) / 3;
    const { frechet } = featureDistances({ space: { blocks: 3 }, first: a, second: b, random });
    expect(frechet.value).toBeCloseTo(mean, 10);
    expect([...blockDistances({ blocks: 3 }, a, b)]).toEqual(
      expected.map((value) => expect.closeTo(value, 10)),
    );
    // Three blocks that vary on their own: narrower than one of them.
    const alone = featureDistances({ space: {}, first: part(a, 0), second: part(b, 0), random }).frechet
      .interval;
    expect(frechet.interval.high - frechet.interval.low).toBeLessThan(alone.high - alone.low);
    expect(() => featureDistances({ space: { blocks: 4 }, first: a, second: b, random })).toThrow(
      /equal width in 6/,
    );
  });
});
