import { readFile } from "node:fs/promises";
import { ConfigInvalidError, datasetInfoSchema, decodeNpy, type NdArray } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetSpecSchema } from "../dataset-spec.ts";
import { findDatasetSource } from "../registry.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { contentHashes } from "./content-hashes.ts";
import { splitTransform } from "./split-transform.ts";
import { transformedSource } from "./transformed-source.ts";
import type { TransformSpec } from "./transforms.ts";

const digits = findDatasetSource("digits-8x8");
const done = (specs: readonly TransformSpec[], name = "digits-8x8"): Promise<DatasetSamples> =>
  transformedSource(findDatasetSource(name), specs).load();
const idsOf = ({ ids, splits }: DatasetSamples, split: string): string[] =>
  Array.from(splits[split] ?? [], (row) => ids[row] as string);
const countsIn = ({ labels, splits, info }: DatasetSamples, split: string): number[] => {
  const counts = (info.classes ?? []).map(() => 0);
  for (const row of splits[split] ?? []) counts[labels?.[row] ?? -1]! += 1;
  return counts;
};

/** Samples whose bytes are given, all of one class. */
function samplesOf(images: readonly (readonly number[])[]): DatasetSamples {
  return labelledImages({
    name: "toy",
    images: { data: Uint8Array.from(images.flat()), shape: [images.length, 1, images[0]?.length ?? 0, 1] },
    parts: trainAndHeldOut,
    licence: "none",
  });
}

describe("a source with transforms", () => {
  it("is the same for the same settings, another for others, and goes through JSON", async () => {
    const specs: TransformSpec[] = [
      { name: "resize", size: [12, 12] },
      { name: "classes", keep: ["3", "7"] },
      { name: "subset", count: 100 },
    ];
    const spec = {
      from: { from: "digits-8x8", transforms: [{ name: "pad", size: [10, 10] }] },
      transforms: specs,
    };
    expect(datasetSpecSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    const [one, again, other] = await Promise.all([
      done(specs),
      done(specs),
      done([...specs.slice(0, 2), { name: "subset", count: 101 }]),
    ]);
    expect(datasetInfoSchema.parse(one.info)).toEqual(one.info);
    expect(one).toEqual(again);
    expect(one.info).toMatchObject({
      name: "digits-8x8-resize-classes-subset",
      shape: [12, 12, 1],
      splits: { train: 100, "held-out": 359 },
    });
    expect(other.info.sha256).not.toBe(one.info.sha256);
    expect(one.info.sha256).not.toBe((await digits.load()).info.sha256);
  });

  it("calls its splits train and held-out where its base has others", async () => {
    const { info } = await done([{ name: "subset", count: 50 }], "mnist-t10k");
    expect(info.splits).toEqual({ train: 50, "held-out": 5000 });
  });

  it("changes nothing that it was given", async () => {
    const base = await digits.load();
    const before = structuredClone(base);
    const source = { name: "digits-8x8", description: "", load: async () => base };
    for (const spec of every) await transformedSource(source, [spec]).load();
    expect(base).toEqual(before);
  });

  it("refuses what is no transform, with the nearest one", () => {
    expect(() => transformedSource(digits, [{ name: "rezise", size: [9, 9] } as never])).toThrow(
      ConfigInvalidError,
    );
    expect(() => transformedSource(digits, [{ name: "resize", size: [0, 9] }])).toThrow(
      /the transform resize/,
    );
    expect(() => transformedSource(digits, [])).toThrow(/1 to 50 transforms/);
  });
});

const every: readonly TransformSpec[] = [
  { name: "resize", size: [5, 9] },
  { name: "crop", size: [4, 6], at: "random" },
  { name: "pad", size: [9, 12], value: 0.5 },
  { name: "colour", to: "rgb", tint: true },
  { name: "dequantise" },
  { name: "corruption", kind: "noise", strength: 0.3 },
  { name: "corruption", kind: "blur", strength: 0.5 },
  { name: "corruption", kind: "occlusion", strength: 0.4 },
  { name: "corruption", kind: "contrast", strength: 0.5 },
  { name: "stack", images: 2, count: 30 },
  { name: "classes", drop: ["4"] },
  { name: "subset", count: 99 },
  { name: "imbalance", shares: { "1": 0.1 } },
  { name: "label-noise", rate: 0.2 },
  { name: "split", parts: { train: 0.5, test: 0.5 } },
];

it.each(every)("$name $kind leaves sound samples with values in [0, 1] and unique ids", async (spec) => {
  const { info, x, maximum, ids, labels, splits } = await done([spec]);
  expect(datasetInfoSchema.parse(info)).toEqual(info);
  expect(x.shape).toEqual([ids.length, ...info.shape]);
  expect(x.data.length).toBe(x.shape.reduce((a, b) => a * b));
  expect(new Set(ids).size).toBe(ids.length);
  expect(labels?.length).toBe(ids.length);
  expect(x.data.every((value) => value >= 0 && value <= maximum)).toBe(true);
  for (const [name, rows] of Object.entries(splits)) {
    expect(rows.length).toBe(info.splits[name]);
    expect(rows.every((row) => row >= 0 && row < ids.length)).toBe(true);
  }
});

describe("pixels", () => {
  it("are resized as Pillow does, to the byte", async () => {
    const references = new URL("../../../../fixtures/", import.meta.url);
    const read = async (file: string) =>
      decodeNpy(new Uint8Array(await readFile(new URL(file, references)))) as NdArray<Uint8Array>;
    const manifest: {
      fixtures: {
        kind: string;
        variant: string;
        inputs: Record<string, { file: string }>;
        expected: Record<string, { file: string }>;
      }[];
    } = JSON.parse(await readFile(new URL("manifest.json", references), "utf8"));
    let checked = 0;
    for (const { variant, inputs, expected } of manifest.fixtures.filter(({ kind }) => kind === "resize")) {
      const file = inputs.u8?.file;
      if (file === undefined) continue;
      const image = await read(file);
      const [height = 0, width = 0, channels = 1] = image.shape;
      const [toHeight = 0, toWidth = 0] = variant.split("x").map(Number);
      const base = labelledImages({
        name: "toy",
        images: { data: image.data, shape: [1, height, width, channels] },
        parts: trainAndHeldOut,
        licence: "none",
      });
      for (const filter of ["bicubic", "bilinear", "lanczos", "box"] as const) {
        const want = expected[`u8_${filter}`];
        if (want === undefined) continue;
        const { x } = await transformedSource({ name: "toy", description: "", load: async () => base }, [
          { name: "resize", size: [toHeight, toWidth], filter },
        ]).load();
        expect([...x.data], `${variant} ${filter}`).toEqual([...(await read(want.file)).data]);
        checked++;
      }
    }
    expect(checked).toBeGreaterThanOrEqual(4);
  });

  it("come back from padding by cropping, and from colour by grey", async () => {
    const plain = await digits.load();
    const whole = await done([
      { name: "pad", size: [11, 14] },
      { name: "crop", size: [8, 8] },
      { name: "colour", to: "rgb" },
      { name: "colour", to: "grey" },
    ]);
    const worst = Math.max(...Array.from(whole.x.data, (v, i) => Math.abs(v - (plain.x.data[i] ?? 9) / 16)));
    expect(worst).toBeLessThan(1e-6);
  });

  it("are dequantised within their level, evenly", async () => {
    const plain = await digits.load();
    const { x } = await done([{ name: "dequantise" }]);
    const noise = Array.from(x.data, (value, i) => value * 17 - (plain.x.data[i] as number));
    expect(noise.every((value) => value > -1e-5 && value < 1 + 1e-5)).toBe(true);
    expect(Math.abs(noise.reduce((a, b) => a + b, 0) / noise.length - 0.5)).toBeLessThan(0.005);
  });

  it("are corrupted where and as strongly as asked, and masks follow what is seen", async () => {
    const plain = await done([{ name: "pad", size: [8, 8] }]);
    const noisy = await done([{ name: "corruption", kind: "noise", strength: 0.2, splits: ["held-out"] }]);
    const changed = Array.from(noisy.ids, (_, row) =>
      noisy.x.data
        .subarray(row * 64, row * 64 + 64)
        .some((v, i) => Math.abs(v - (plain.x.data[row * 64 + i] as number)) > 1e-6),
    );
    expect([...(noisy.splits.train ?? [])].some((row) => changed[row])).toBe(false);
    expect([...(noisy.splits["held-out"] ?? [])].every((row) => changed[row])).toBe(true);
    const sprites = findDatasetSource("sprites");
    const small = {
      name: "sprites",
      description: "",
      load: async () => transformedSource(sprites, [{ name: "subset", count: 20, splits: "all" }]).load(),
    };
    const shrunk = await transformedSource(small, [
      { name: "resize", size: [14, 14], filter: "box" },
      { name: "crop", size: [10, 10] },
    ]).load();
    expect(shrunk.masks?.shape).toEqual([40, 1, 10, 10]);
    expect(
      [...(shrunk.masks?.data ?? [])].every((mask, i) => Math.abs(mask - (shrunk.x.data[i] as number)) <= 1),
    ).toBe(true);
    const blurred = await transformedSource(small, [
      { name: "corruption", kind: "blur", strength: 0.5 },
    ]).load();
    expect([blurred.masks, blurred.info.parts]).toEqual([undefined, undefined]);
  });

  it("are stacked as channels, labelled by all of them", async () => {
    const { x, labels, info, splits } = await done([{ name: "stack", images: 3, count: 40 }]);
    const plain = await digits.load();
    expect(info.shape).toEqual([8, 8, 3]);
    expect([info.classes?.length, info.classes?.[703], info.splits]).toEqual([
      1000,
      "703",
      { train: 40, "held-out": 40 },
    ]);
    const known = new Map(contentHashes(plain).map((hash, row) => [hash, row]));
    const allowed = { train: new Set(plain.splits.train), "held-out": new Set(plain.splits["held-out"]) };
    for (const split of ["train", "held-out"] as const) {
      for (const row of splits[split] ?? []) {
        const members = [0, 1, 2].map((k) => {
          const data = Uint8Array.from({ length: 64 }, (_, i) => x.data[(row * 64 + i) * 3 + k] as number);
          return known.get(
            contentHashes({ ...plain, x: { data, shape: [1, 8, 8, 1] } })[0] as string,
          ) as number;
        });
        expect(members.every((member) => allowed[split].has(member))).toBe(true);
        expect(info.classes?.[labels?.[row] ?? -1]).toBe(
          members.map((member) => plain.labels?.[member]).join(""),
        );
      }
    }
    expect((await done([{ name: "stack", images: 4, count: 5 }])).info.classes).toBeUndefined();
  });
});

describe("samples", () => {
  it("of a class are gone from training only, or from everywhere with its name", async () => {
    const train = await done([{ name: "classes", keep: ["3", "7"] }]);
    expect(countsIn(train, "train").map((count) => count > 0)).toEqual(
      [3, 7].reduce((all, k) => all.with(k, true), Array(10).fill(false)),
    );
    expect(countsIn(train, "held-out").every((count) => count > 20)).toBe(true);
    const all = await done([{ name: "classes", keep: ["7", "3"], splits: "all" }]);
    expect(all.info.classes).toEqual(["3", "7"]);
    const plain = await digits.load();
    const labelOf = new Map(plain.ids.map((id, row) => [id, String(plain.labels?.[row])]));
    expect(all.ids.every((id, row) => labelOf.get(id) === all.info.classes?.[all.labels?.[row] ?? -1])).toBe(
      true,
    );
    await expect(done([{ name: "classes", keep: ["x"] }])).rejects.toThrow(/name of a class/);
    await expect(done([{ name: "classes" }])).rejects.toThrow(/one of "keep" and "drop"/);
    await expect(done([{ name: "classes", drop: Array.from("0123456789"), splits: "all" }])).rejects.toThrow(
      /leave none/,
    );
  });

  it("of a larger subset contain those of a smaller one, in the shares of their classes", async () => {
    let smaller: Set<string> | undefined;
    for (const count of [50, 51, 200, 777]) {
      const samples = await done([{ name: "subset", count }]);
      const ids = new Set(idsOf(samples, "train"));
      expect(ids.size).toBe(count);
      expect([...(smaller ?? [])].every((id) => ids.has(id))).toBe(true);
      const counts = countsIn(samples, "train");
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2 + count * 0.005);
      smaller = ids;
    }
    await expect(done([{ name: "subset", count: 99_999 }])).rejects.toThrow(/1438 samples in split train/);
  });

  it("are made rare, and mislabelled, at the stated rate, in training only", async () => {
    const plain = await digits.load();
    const before = countsIn(plain, "train");
    const rare = countsIn(await done([{ name: "imbalance", shares: { "3": 0.1, "7": 0 } }]), "train");
    expect(rare).toEqual(before.map((count, k) => (k === 3 ? Math.round(0.1 * count) : k === 7 ? 0 : count)));
    const noisy = await done([{ name: "label-noise", rate: 0.3 }]);
    expect(noisy.cleanLabels).toEqual(plain.labels);
    const wrong = (split: string) =>
      [...(noisy.splits[split] ?? [])].filter((row) => noisy.labels?.[row] !== plain.labels?.[row]);
    expect(wrong("held-out")).toEqual([]);
    expect(Math.abs(wrong("train").length / 1438 - 0.3)).toBeLessThan(0.05);
    expect(noisy.notes?.at(-1)).toBe(`${wrong("train").length} of 1438 labels are wrong on purpose (train).`);
    const less = await done([{ name: "label-noise", rate: 0.1 }]);
    expect(
      [...(less.labels ?? [])].every(
        (label, row) => label === plain.labels?.[row] || label === noisy.labels?.[row],
      ),
    ).toBe(true);
  });

  it("never change their split because others come or go, and copies stay together", () => {
    const image = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(
        fc.array(image, { minLength: 8, maxLength: 40 }),
        fc.array(image, { maxLength: 20 }),
        (some, more) => {
          const placesOf = (images: readonly (readonly number[])[]) => {
            const samples = samplesOf(images);
            const places = new Map<string, string>();
            let split: DatasetSamples;
            try {
              split = splitTransform.apply(samples, {
                name: "split",
                parts: { train: 0.5, validation: 0.25, test: 0.25 },
              });
            } catch {
              return undefined;
            }
            for (const name of ["train", "validation", "test"]) {
              for (const row of split.splits[name] ?? []) {
                const content = split.x.data.subarray(2 * row, 2 * row + 2).join();
                expect(places.get(content) ?? name).toBe(name);
                places.set(content, name);
              }
            }
            const heldOut = [...(split.splits["held-out"] ?? [])].map((row) =>
              split.x.data.subarray(2 * row, 2 * row + 2).join(),
            );
            expect(heldOut.every((content) => places.get(content) !== "train")).toBe(true);
            return places;
          };
          const [alone, together] = [placesOf(some), placesOf([...more, ...some])];
          if (alone === undefined || together === undefined) return;
          for (const [content, name] of alone) expect(together.get(content)).toBe(name);
        },
      ),
    );
  });

  it("are split near the shares", async () => {
    const { info } = await done(
      [{ name: "split", parts: { train: 0.8, validation: 0.1, test: 0.1 } }],
      "mnist-5k",
    );
    expect(Math.abs((info.splits.train ?? 0) - 4000)).toBeLessThan(120);
    expect(Math.abs((info.splits.test ?? 0) - 500)).toBeLessThan(90);
    expect(info.splits["held-out"]).toBe(5000 - (info.splits.train ?? 0));
    await expect(done([{ name: "split", parts: { train: 0.8, test: 0.1 } }])).rejects.toThrow(/sum 1/);
  });
});
