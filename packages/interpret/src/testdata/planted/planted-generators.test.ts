import { type Latents, type NdArray, Random, rows, sha256Hex, takeRows } from "@ganlens/core";
import { digitsStrokes, type GroundTruthData, sprites } from "@ganlens/datasets";
import { describe, expect, it } from "vitest";
import { realSet } from "../../sets/draw-set.ts";
import { normalProbability } from "./normal-probability.ts";
import {
  checkpointSeries,
  halved,
  linearGenerator,
  type PlantedGenerator,
  type RenderedGeneratorOptions,
  renderedGenerator,
  withoutClasses,
} from "./planted-generators.ts";

const few = { trainCount: 300, heldOutCount: 300 };
const planted = (data: GroundTruthData, options: Partial<RenderedGeneratorOptions> = {}) =>
  renderedGenerator({ data, ...few, ...options });
const draw = (generator: PlantedGenerator, count: number, seed = 1): Latents =>
  generator.latents.draw(count, Random.fromSeed(seed));
const sharesOf = (labels: Int32Array, classes: number): number[] =>
  Array.from(
    { length: classes },
    (_, label) => labels.filter((each) => each === label).length / labels.length,
  );
const imagesOf = ({ data, shape }: NdArray): Float32Array[] => {
  const size = data.length / (shape[0] as number);
  return Array.from({ length: shape[0] as number }, (_, i) => data.subarray(i * size, (i + 1) * size));
};
/** What tells images apart, and is quicker to compare. */
const nameOf = ({ buffer, byteOffset, byteLength }: NdArray["data"]): string =>
  sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));
const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
/** Noise in which one entry is another. */
const withEntry = ({ z, ...rest }: Latents, entry: number, value: number): Latents => {
  const width = z.shape[1] as number;
  return { ...rest, z: { ...z, data: z.data.map((old, i) => (i % width === entry ? value : old)) } };
};

describe.each([sprites(), digitsStrokes()])("a generator of $name", (data) => {
  const classes = data.factors[data.classFactor]?.size as number;

  it("draws from the very distribution of the real images, none of which it repeats", async () => {
    const generator = planted(data, { trainCount: 800, heldOutCount: 800 });
    const latents = draw(generator, 800);
    const generated = await generator.generate(latents);
    const [train, heldOut] = [await realSet(generator, "train"), await realSet(generator, "held-out")];
    const all = [generated, train.x, heldOut.x];
    expect(new Set(all.flatMap((set) => imagesOf(set).map(nameOf))).size).toBe(2400);
    const labels = [generator.classesOf(latents), train.labels, heldOut.labels] as Int32Array[];
    for (const share of labels.flatMap((each) => sharesOf(each, classes))) {
      expect(Math.abs(share - 1 / classes)).toBeLessThan(4 * Math.sqrt(1 / classes / 800));
    }
    const inks = all.map((set) => imagesOf(set).map(sumOf));
    const moments = inks.map((ink) => {
      const mean = ink.reduce((sum, each) => sum + each, 0) / ink.length;
      return { mean, error: Math.sqrt(ink.reduce((sum, each) => sum + (each - mean) ** 2, 0)) / ink.length };
    });
    for (const { mean, error } of moments) {
      expect(Math.abs(mean - (moments[2]?.mean as number))).toBeLessThan(4 * Math.SQRT2 * error);
    }
  });

  it("draws classes by their weights, and none that is taken away", () => {
    const classWeights = withoutClasses(data, [1]).map((weight, label) => (label === 0 ? 3 : weight));
    const generator = planted(data, { classWeights });
    const total = classes + 1;
    const shares = sharesOf(generator.classesOf(draw(generator, 4000)), classes);
    expect(shares[1]).toBe(0);
    for (const [label, weight] of classWeights.entries()) {
      expect(Math.abs((shares[label] as number) - weight / total)).toBeLessThan(0.04);
    }
  });

  it("takes the class as a label where it is conditional, and has no noise for it", async () => {
    const generator = planted(data, { conditional: true, classWeights: withoutClasses(data, [0]) });
    const { z, labels } = draw(generator, 200);
    expect(z.shape).toEqual([200, data.factors.length - 1]);
    expect(labels).not.toContain(0);
    expect(generator.classesOf({ z, labels: labels as Int32Array })).toEqual(labels);
    const [zero, one] = [0, 1].map((label) => ({ z, labels: new Int32Array(200).fill(label) }));
    const [first, second] = [
      await generator.generate(zero as Latents),
      await generator.generate(one as Latents),
    ];
    const others = imagesOf(second).map(nameOf);
    expect(imagesOf(first).some((image, i) => nameOf(image) === others[i])).toBe(false);
  });

  it("does nothing with idle noise, something with all else, and moves smoothly", async () => {
    const generator = planted(data, { idle: 2 });
    const latents = draw(generator, 50);
    const before = await generator.generate(latents);
    const width = latents.z.shape[1] as number;
    for (let entry = 0; entry < width; entry++) {
      const after = await generator.generate(withEntry(latents, entry, 1.2));
      expect(nameOf(after.data) === nameOf(before.data)).toBe(entry >= width - 2);
    }
    const near = latents.z.data.map((value, i) => (i % width === 0 ? value : value + 1e-4));
    const moved = await generator.generate({ z: { ...latents.z, data: near } });
    const isNear = (value: number, i: number) => Math.abs(value - (before.data[i] as number)) < 0.01;
    expect(moved.data.every(isNear)).toBe(true);
  });

  it("gives the same for a seed, one image at a time or many, and other real images for another seed", async () => {
    const latents = draw(planted(data), 20);
    const all = await planted(data).generate(latents);
    const alone = await planted(data).generate({ z: rows(latents.z, 7, 8) });
    expect(nameOf(alone.data)).toBe(nameOf(takeRows(all, [7]).data));
    const real = async (seed: number) => nameOf((await realSet(planted(data, { seed }), "held-out")).x.data);
    expect(await real(1)).toBe(await real(1));
    expect(await real(1)).not.toBe(await real(2));
    expect(planted(data, { seed: 1 }).fingerprint).not.toBe(planted(data, { seed: 2 }).fingerprint);
  });
});

it("halved data keep their ink and their places, at half the size", () => {
  const factors = sprites().sampleFactors(20, Random.fromSeed(1));
  const [whole, half] = [sprites(), halved(sprites())].map((data) => data.renderFactors(factors)) as [NdArray, NdArray];
  expect(half.shape).toEqual([20, 14, 14, 1]);
  expect(halved(sprites()).imageShape).toEqual([14, 14, 1]);
  const [before, after] = [imagesOf(whole), imagesOf(half)];
  for (const [i, image] of after.entries()) {
    const block = [0, 1, 28, 29].map((by) => before[i]?.[2 * 28 * 5 + 2 * 6 + by] as number);
    expect(image[5 * 14 + 6]).toBeCloseTo(block.reduce((sum, value) => sum + value, 0) / 4, 6);
    expect(4 * sumOf(image)).toBeCloseTo(sumOf(before[i] as Float32Array), 3);
  }
});

describe("a gap", () => {
  it("is what is never drawn, seen in the images: squares of more than 5.5 px, of an area of twice its square", async () => {
    const classWeights = [1, 0, 0, 0];
    const gap = { name: "no large sprites", keep: ({ size = 0 }) => size < 5.5 };
    const areas = async (generator: PlantedGenerator) =>
      imagesOf(await generator.generate(draw(generator, 1000))).map(sumOf);
    const whole = await areas(planted(sprites(), { classWeights }));
    const less = await areas(planted(sprites(), { classWeights, gap }));
    const limit = 2 * 5.5 ** 2 + 1e-3;
    expect(whole.filter((area) => area > limit).length).toBeGreaterThan(400);
    expect(Math.max(...less)).toBeLessThan(limit);
    // What is left is spread as before: half of it on either side of its own middle.
    const below = less.filter((area) => area < 2 * 4.75 ** 2).length;
    expect(Math.abs(below - 500)).toBeLessThan(4 * Math.sqrt(250));
  });

  it("within a class leaves the others as often as they were, and where the class is a label, itself too", () => {
    const gap = { name: "no thick sevens", keep: ({ digit = 0, width = 0 }) => digit !== 7 || width < 2.6 };
    const free = planted(digitsStrokes(), { gap });
    const shares = sharesOf(free.classesOf(draw(free, 4000)), 10);
    const [seven] = shares.splice(7, 1);
    expect(Math.abs((seven as number) - 1 / 19)).toBeLessThan(0.015);
    for (const share of shares) expect(Math.abs(share - 2 / 19)).toBeLessThan(0.02);
    const conditional = planted(digitsStrokes(), { gap, conditional: true });
    const latents = draw(conditional, 1000);
    expect(conditional.classesOf(latents)).toEqual(latents.labels);
  });

  it("that leaves nothing is refused", async () => {
    const nothing = planted(sprites(), { gap: { name: "no sprites", keep: () => false } });
    await expect(nothing.generate(draw(nothing, 1))).rejects.toThrow("Expected no sprites to leave something");
  });
});

it("a direction of the noise is that of its factor: the fourth entry moves sprites to the right, by Φ", async () => {
  const generator = planted(sprites());
  const latents = draw(generator, 20);
  for (const value of [-2, 0, 0.5]) {
    const images = imagesOf(await generator.generate(withEntry(latents, 3, value)));
    for (const image of images) {
      const place = image.reduce((sum, ink, i) => sum + ink * ((i % 28) + 0.5), 0) / sumOf(image);
      expect(place).toBeCloseTo(14 - 6.2 + 12.4 * normalProbability(value), 1);
    }
  }
});

it("Φ is that of the normal distribution, and never 0 or 1", () => {
  expect(normalProbability(0)).toBeCloseTo(0.5, 6);
  expect(normalProbability(1.959964)).toBeCloseTo(0.975, 6);
  expect(normalProbability(-3)).toBeCloseTo(0.00134990, 6);
  expect(normalProbability(-50)).toBeGreaterThan(0);
  expect(normalProbability(50)).toBeLessThan(1);
});

describe("a linear generator", () => {
  it.each([1, 3, 30])("of rank %i keeps within [0, 1]", async (rank) => {
    const z = { data: Random.fromSeed(3).normal(rank * 5000), shape: [5000, rank] };
    const { data } = await linearGenerator({ rank, idle: 0, trainCount: 1, heldOutCount: 1 }).generate({ z });
    expect(data.filter((value) => value < 0 || value > 1)).toHaveLength(0);
  });

  it("is affine, of its rank, and blind to idle noise; real images have their own rank", async () => {
    const generator = linearGenerator({ rank: 3, idle: 5, realRank: 6, trainCount: 40 });
    const z = Random.fromSeed(2).normal(8 * 2000);
    const { data } = await generator.generate({ z: { data: z, shape: [2000, 8] } });
    const ranked = await generator.generate({
      z: { data: z.map((value, i) => (i % 8 < 3 ? value : 0)), shape: [2000, 8] },
    });
    expect(nameOf(ranked.data)).toBe(nameOf(data));
    expect(rankOf(data.subarray(0, 40 * 64))).toBe(3);
    expect(rankOf((await realSet(generator, "train")).x.data)).toBe(6);
    const doubled = await generator.generate({ z: { data: z.map((value) => 2 * value), shape: [2000, 8] } });
    for (let i = 0; i < 640; i++)
      expect((doubled.data[i] as number) - 0.5).toBeCloseTo(2 * ((data[i] as number) - 0.5), 5);
  });
});

/** Rank of images of 64 pixels less their grey, by elimination. */
function rankOf(data: Float32Array): number {
  const left = Array.from({ length: data.length / 64 }, (_, i) =>
    Float64Array.from(data.subarray(i * 64, (i + 1) * 64), (value) => value - 0.5),
  );
  const norm = (row: Float64Array) => Math.hypot(...row);
  for (let rank = 0; ; rank++) {
    const greatest = left.reduce((best, row) => (norm(row) > norm(best) ? row : best)).slice();
    const length = norm(greatest);
    if (length < 1e-4) return rank;
    for (const row of left) {
      const along = row.reduce((sum, value, i) => sum + value * (greatest[i] as number), 0) / length ** 2;
      for (let i = 0; i < 64; i++) row[i] = (row[i] as number) - along * (greatest[i] as number);
    }
  }
}

describe("a series over checkpoints", () => {
  const generator = planted(sprites());
  const latents = draw(generator, 10);

  it("improves until it settles, and is drawn from at its end", async () => {
    const series = checkpointSeries({ generator, checkpoints: [0, 50, 100, 200], settlesAt: 100 });
    const final = await generator.generate(latents);
    const at = async (checkpoint: number) => (await series.generate(latents, { checkpoint })).data;
    expect((await at(0)).every((value) => value === 0.5)).toBe(true);
    const half = await at(50);
    expect(half.every((value, i) => Math.abs(value - (0.25 + (final.data[i] as number) / 2)) < 1e-6)).toBe(
      true,
    );
    const late = [await at(100), await at(200), (await series.generate(latents)).data];
    expect(new Set([final.data, ...late].map(nameOf)).size).toBe(1);
    await expect(at(70)).rejects.toThrow("one of the checkpoints");
  });

  it("is constant where it settles at the start", async () => {
    const series = checkpointSeries({ generator, checkpoints: [0, 100], settlesAt: 0 });
    const [first, last] = [
      await series.generate(latents, { checkpoint: 0 }),
      await series.generate(latents),
    ];
    expect(nameOf(first.data)).toBe(nameOf(last.data));
  });
});
