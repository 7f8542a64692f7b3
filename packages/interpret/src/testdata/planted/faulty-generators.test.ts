import { type NdArray, Random, rows, sha256Hex, takeLatents } from "@ganlens/core";
import { sprites } from "@ganlens/datasets";
import { describe, expect, it } from "vitest";
import { faults, findFault } from "../../faults/faults.ts";
import { realSet } from "../../sets/draw-set.ts";
import { loadSet } from "../../sets/image-set.ts";
import { faultyGenerator, faultySamples, type PlantedFault, renderedGenerator } from "./planted-generators.ts";

const count = 400;
const options = { data: sprites(), trainCount: 12, heldOutCount: 12 };
const clean = renderedGenerator({ ...options, idle: 1 });
const latents = clean.latents.draw(count, Random.fromSeed(9));
const imagesOf = ({ data, shape }: NdArray): Float32Array[] => {
  const size = data.length / (shape[0] as number);
  return Array.from({ length: shape[0] as number }, (_, i) => data.slice(i * size, (i + 1) * size));
};
const names = (images: readonly Float32Array[]): string[] =>
  images.map((image) => sha256Hex(new Uint8Array(image.buffer, image.byteOffset, image.byteLength)));
const same = (a: Float32Array, b: Float32Array): boolean => a.every((value, i) => value === b[i]);
const cleanImages = imagesOf(await clean.generate(latents));
const train = imagesOf((await realSet(clean, "train")).x);
const draw = async (fault: PlantedFault) =>
  imagesOf(await faultyGenerator({ ...options, fault }).generate(latents));
/** Images that are not the clean generator's at the same latents. */
const changed = (images: readonly Float32Array[]) =>
  images.filter((image, i) => !same(image, cleanImages[i] as Float32Array));
const expectShare = (found: number, share: number) =>
  expect(Math.abs(found - share * count)).toBeLessThan(4 * Math.sqrt(share * (1 - share) * count));
/** Whether an image is a training image that something was done to. */
const isMadeOf = (sources: readonly Float32Array[], like: (image: Float32Array, source: Float32Array) => boolean) =>
  (image: Float32Array) => sources.some((source) => like(image, source));
const meanSquare = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / a.length;

const isEdge = (i: number): boolean => i < 28 || i >= 756 || i % 28 === 0 || i % 28 === 27;

/** What a training image has become, by fault. */
const copies: Readonly<Record<string, (image: Float32Array, source: Float32Array) => boolean>> = {
  "exact-copies": same,
  "shifted-copies": (image, source) =>
    [1, -1, 28, -28].some((by) => image.every((value, i) => isEdge(i) || value === source[i - by])),
  // Noise about black and white is seen on one side alone.
  "noised-copies": (image, source) =>
    image.filter((value) => value > 0 && value < 0.5).length > 200 && meanSquare(image, source) < 0.1 ** 2,
  "part-copies": (image, source) =>
    [
      (i: number) => i < 392,
      (i: number) => i >= 392,
      (i: number) => i % 28 < 14,
      (i: number) => i % 28 >= 14,
    ].some((half) => image.every((value, i) => !half(i) || value === source[i])),
  interpolations: (image, source) =>
    train.some((other) => {
      let [along, square] = [0, 1e-9];
      for (const [i, value] of other.entries()) {
        const difference = (source[i] as number) - value;
        along += difference * ((image[i] as number) - value);
        square += difference ** 2;
      }
      const weight = along / square;
      if (weight < 0.249 || weight > 0.751) return false;
      return image.every((value, i) => {
        const mixed = weight * (source[i] as number) + (1 - weight) * (other[i] as number);
        return Math.abs(value - mixed) < 1e-5;
      });
    }),
};

describe("a generator with a fault built in", () => {
  it.each(Object.keys(copies))("makes a share of its images of training images: %s", async (id) => {
    const found = changed(await draw({ id, strength: 0.2 }));
    const made = isMadeOf(train, copies[id] as (image: Float32Array, source: Float32Array) => boolean);
    expect(found.every(made)).toBe(true);
    // A half may be black in both images: then nothing changes, and clean images have it too.
    if (id === "part-copies") {
      expect(found.length).toBeGreaterThan(0.1 * count);
      expect(found.length).toBeLessThan(0.3 * count);
      return;
    }
    expectShare(found.length, 0.2);
    expect(cleanImages.slice(0, 50).some(made)).toBe(false);
  });

  it("loses one class, or a share of it, and no other", async () => {
    for (const [strength, share] of [[1, 0], [0.5, 0.5 / 3.5]] as const) {
      const { classesOf } = faultyGenerator({ ...options, fault: { id: "class-missing", strength } });
      const counts = [0, 1, 2, 3].map((label) => classesOf(latents).filter((each) => each === label).length);
      const [least, ...others] = counts.sort((a, b) => a - b) as [number, ...number[]];
      expect(Math.abs(least - share * count)).toBeLessThanOrEqual(4 * Math.sqrt(share * (1 - share) * count));
      const other = (1 - share) / 3;
      for (const each of others) expect(Math.abs(each - other * count)).toBeLessThan(4 * Math.sqrt(other * count));
    }
  });

  it("draws one class so many times as often", () => {
    for (const strength of [2, 3]) {
      const { classesOf } = faultyGenerator({ ...options, fault: { id: "class-overdrawn", strength } });
      const counts = [0, 1, 2, 3].map((label) => classesOf(latents).filter((each) => each === label).length);
      expectShare(Math.max(...counts), strength / 4);
    }
  });

  it("draws few images, each as often, or but one", async () => {
    expect(new Set(names(await draw({ id: "few-images", strength: 1 }))).size).toBe(1);
    const images = names(await draw({ id: "few-images", strength: 5 }));
    const different = [...new Set(images)];
    expect(different).toHaveLength(5);
    for (const image of different) expectShare(images.filter((each) => each === image).length, 0.2);
  });

  it.each([
    ["blur", 1],
    ["dilation", 1],
    ["shift", 2],
    ["value-range", 1],
    ["checkerboard", 0.1],
  ])("has what is wrong with every image in every image: %s", async (id, strength) => {
    const images = await draw({ id, strength });
    expect(changed(images)).toHaveLength(count);
    const at = cleanImages.map((image, i) => findFault(id).plant(
      {
        images: { data: image, shape: [1, 28, 28, 1] },
        training: { data: image, shape: [1, 28, 28, 1] },
        random: Random.fromSeed(0).split("faulty-generator"),
      },
      strength,
    ).data.every((value, pixel) => value === images[i]?.[pixel]));
    expect(at.every(Boolean)).toBe(true);
  });

  it("has noise of that size, another in each image", async () => {
    const images = await draw({ id: "noise", strength: 0.1 });
    const black = images.map((image) => image.slice(0, 28));
    expect(new Set(names(black)).size).toBe(count);
    // Of noise about black only what is above it is seen: half of its mean square.
    const mean = black.reduce((sum, row) => sum + meanSquare(row, new Float32Array(28)), 0) / count;
    expect(mean).toBeGreaterThan(0.0045);
    expect(mean).toBeLessThan(0.0065);
  });

  it("loses one corner, where there is anything in it", async () => {
    const images = await draw({ id: "corner-lost", strength: 1 });
    const corners = [0, 21].flatMap((top) => [0, 21].map((left) => (image: Float32Array) =>
      image.every((value, i) => {
        const [row, column] = [Math.floor(i / 28) - top, (i % 28) - left];
        return row < 0 || row >= 7 || column < 0 || column >= 7 || value === 0;
      }),
    ));
    expect(corners.filter((black) => images.every(black))).toHaveLength(1);
    expect(corners.filter((black) => cleanImages.every(black))).toHaveLength(0);
    expect(changed(images).length).toBeGreaterThan(0);
  });

  it.each(faults.filter(({ id }) => id !== "duplicates" && id !== "kind-missing").map(({ id, strengths }) => ({ id, strength: strengths.at(-1) as number })))(
    "gives an image that depends on its latents alone: $id",
    async (fault) => {
      const generator = faultyGenerator({ ...options, fault });
      const all = imagesOf(await generator.generate(takeLatents(latents, [3, 1, 4, 15, 9])));
      for (const [i, image] of all.entries()) {
        const row = [3, 1, 4, 15, 9][i] as number;
        const alone = await generator.generate({ z: rows(latents.z, row, row + 1) });
        expect(same(image, alone.data as Float32Array)).toBe(true);
      }
    },
  );

  it("is refused for a fault that is not of single images, or that is not known", () => {
    const make = (id: string) => () => faultyGenerator({ ...options, fault: { id, strength: 0.2 } });
    expect(make("duplicates")).toThrow("received duplicates");
    expect(make("kind-missing")).toThrow("received kind-missing");
    expect(make("blurr")).toThrow(/fault/);
  });
});

describe("samples with a fault in them", () => {
  const samplesOf = async (fault: PlantedFault, seed = 0) => {
    const subject = await faultySamples({ generator: clean, fault, count: 100, seed });
    return { subject, images: imagesOf((await loadSet(subject.samples)).x) };
  };

  it("have exactly the share that is said, of the generator's training images", async () => {
    const { subject, images } = await samplesOf({ id: "exact-copies", strength: 0.1 });
    expect(images.filter((image) => train.some((source) => same(source, image)))).toHaveLength(10);
    expect(subject.real).toBe(clean.real);
    expect(subject.generate).toBeUndefined();
    const repeats = await samplesOf({ id: "duplicates", strength: 0.2 });
    expect(new Set(names(repeats.images)).size).toBe(80);
  });

  it("are drawn anew for another seed, the same for the same", async () => {
    const fault = { id: "blur", strength: 1 };
    const [first, again, other] = [await samplesOf(fault), await samplesOf(fault), await samplesOf(fault, 1)];
    expect(names(again.images)).toEqual(names(first.images));
    expect(names(other.images)).not.toEqual(names(first.images));
    expect(other.subject.fingerprint).not.toBe(first.subject.fingerprint);
  });

  it("lack the class that is taken away", async () => {
    const { images } = await samplesOf({ id: "class-missing", strength: 1 });
    expect(images.length).toBeLessThan(100);
    expect(images.length).toBeGreaterThan(50);
  });
});
