import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type LensResult, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { withWrongLabels } from "../../recognition/wrong-labels.ts";
import { ask } from "../../testdata/ask.ts";
import { samplesBeside } from "../../testdata/samples-beside.ts";
import { usefulness } from "./usefulness.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

interface Labelled {
  readonly x: NdArray;
  readonly labels: Int32Array;
}

/** Pictures of 8 × 8 of four classes: a bright bar at one of four places, somewhere along it, under noise. */
function bars(count: number, name: string, shape: readonly [number, number, number] = [8, 8, 1]): Labelled {
  const random = Random.fromSeed(41).split(name);
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const labels = Int32Array.from({ length: count }, (_, i) => i % 4);
  const data = random.split("noise").normal(count * size, { standardDeviation: 0.35 });
  const lengths = random.split("lengths").uniform(count, { low: 0.4, high: 1 });
  for (let i = 0; i < data.length; i++) {
    const [image, at] = [Math.floor(i / size), i % size];
    const [row, column] = [Math.floor(at / (width * channels)), Math.floor(at / channels) % width];
    const band = Math.floor((4 * row) / height);
    const lit = band === labels[image] && column < (lengths[image] as number) * width;
    data[i] = Math.min(1, Math.max(0, 0.4 + (data[i] as number) + (lit ? 0.2 : 0)));
  }
  return { x: { data, shape: [count, ...shape] }, labels };
}

const training = bars(600, "training");
const heldOut = bars(600, "held out");
const clean = bars(300, "generated");

interface Given {
  readonly generated?: Labelled | { readonly x: NdArray };
  readonly train?: Labelled | { readonly x: NdArray };
  readonly kept?: Labelled | { readonly x: NdArray };
}

function samplesOf({ generated = clean, train = training, kept = heldOut }: Given = {}): Subject {
  return samplesBeside(generated, { train, "held-out": kept });
}

const alone = { anomaly: false };
const measured = ({ measures }: LensResult, start: string) => {
  const found = measures.find(({ name }) => name.startsWith(start));
  if (found === undefined) throw new Error(`Expected a measure "${start}".`);
  return found;
};
const worth = (result: LensResult) => measured(result, "real images that as many generated ones are worth");
const accuracy = (result: LensResult) =>
  measured(result, "share of real test images that are recognised after learning from generated ones");
const held = ({ controls }: LensResult) => controls.map(({ id, found, draws }) => [id, found, draws]);

describe("images whose truth is known", () => {
  it("that are real are worth their number, and every control comes out as it must", async () => {
    const result = await ask(usefulness, samplesOf(), alone);
    const { interval, n } = worth(result);
    expect(n).toBe(300);
    expect(interval?.low).toBeLessThan(300);
    expect(interval?.high).toBeGreaterThanOrEqual(300);
    expect(held(result)).toEqual([
      ["worth-placebo", 1, 1],
      ["worth-wrong-labels", 1, 1],
    ]);
    expect(accuracy(result).control?.passed).toBe(true);
    expect(result.figures.map(({ id }) => id)).toEqual(["learning-curve", "class-recall", "contradicted"]);
  });

  it("teach less with wrong labels, and nothing with shuffled ones", async () => {
    const plant = (share: number) =>
      withWrongLabels(clean.labels, { classes: 4, share, random: Random.fromSeed(1) });
    const order = Random.fromSeed(2).permutation(300);
    const shuffled = Int32Array.from(order, (row) => clean.labels[row] as number);
    const results = [];
    for (const labels of [clean.labels, plant(0.4), shuffled]) {
      results.push(await ask(usefulness, samplesOf({ generated: { x: clean.x, labels } }), alone));
    }
    const [own, wrong, none] = results.map((result) => worth(result).value as number) as [
      number,
      number,
      number,
    ];
    expect(own).toBeGreaterThan(1.5 * wrong);
    expect(wrong).toBeGreaterThan(1.5 * none);
    expect(worth(results[1] as LensResult).interval?.high).toBeLessThan(300);
    expect(accuracy(results[2] as LensResult).value).toBeLessThan(0.35);
  });

  it("without one class do not teach it", async () => {
    const kept = [...clean.labels.keys()].filter((row) => clean.labels[row] !== 2);
    const without = { x: takeRows(clean.x, kept), labels: clean.labels.filter((label) => label !== 2) };
    const result = await ask(usefulness, samplesOf({ generated: without }), alone);
    expect(worth(result).interval?.high).toBeLessThan(600);
    expect(worth(result).value).toBeLessThan(150);
    const recall = result.figures.find(({ id }) => id === "class-recall");
    const bar = recall?.kind === "bar" ? recall.bars : [];
    expect(
      bar.filter(({ label }) => label === "class 2").map(({ group, value }) => [group, value > 0.3]),
    ).toEqual([
      ["learned from generated images", false],
      ["learned from real images", true],
    ]);
  });

  it("whose classes are not known get them from recognisers of real images, and so do those they are compared with", async () => {
    for (const generated of [{ x: clean.x }, { x: clean.x, labels: new Int32Array(300).fill(7) }]) {
      const result = await ask(usefulness, samplesOf({ generated }), alone);
      expect(worth(result).interval?.high).toBeGreaterThanOrEqual(300);
      expect(held(result)).toEqual([
        ["worth-taught-placebo", 1, 1],
        ["worth-taught-wrong-labels", 1, 1],
      ]);
      expect(result.figures.map(({ id }) => id)).toEqual(["learning-curve", "class-recall"]);
    }
  });

  it("in colour and of any size are looked at, with what autoencoders tell and flag", async () => {
    const shape = [6, 9, 3] as const;
    const subject = samplesOf({
      generated: bars(300, "generated", shape),
      train: bars(400, "training", shape),
      kept: bars(300, "held out", shape),
    });
    const result = await ask(usefulness, subject);
    expect(result.figures.map(({ id }) => id)).toEqual([
      "learning-curve",
      "class-recall",
      "contradicted",
      "anomaly",
      "anomaly-strengths",
      "anomaly-classes",
      "anomaly-class-table",
    ]);
    const negatives = measured(result, "AUROC [autoencoder of generated images; negative");
    expect(negatives.value).toBeGreaterThan(0.8);
    expect(negatives.control).toMatchObject({ passed: true, expected: "lower" });
    expect(
      measured(result, "AUROC [autoencoder of generated images; images of sprites").value,
    ).toBeGreaterThan(0.8);
    expect(measured(result, "other data sets of 3").value).toBeGreaterThan(1);
    expect(measured(result, "corruptions of 12").value).toBeGreaterThan(0);
    expect(measured(result, "real images that they are worth without those that fit").n).toBeLessThan(300);
    const rest = (what: string) => measured(result, `real images that they are worth without those ${what}`);
    expect(rest("that are nearly the same as one before them").n).toBe(300);
    expect(rest("that a classifier is surer are generated").n).toBeLessThanOrEqual(300);
    expect(result.answer).toMatch(/tells \d+ of 12 corruptions and \d of 3 other data sets well/);
    for (const protocol of ["one-normal", "one-anomalous"]) {
      const told = measured(
        result,
        `AUROC of classes that were not learned, ${protocol} protocol, mean of 4`,
      );
      expect(told.control?.passed).toBe(true);
      expect(told.n).toBeGreaterThan(100);
    }
    const captions = result.figures
      .filter(({ id }) => id.startsWith("anomaly"))
      .map(({ caption }) => caption);
    expect(captions.slice(0, 2).every((each) => each?.includes("out-of-distribution detection"))).toBe(true);
    expect(captions.slice(2).every((each) => each?.includes("Principal components only"))).toBe(true);
    expect(
      captions.every((each) => /learned from \d+ generated|\d+ images \(one-normal\)/.test(each ?? "")),
    ).toBe(true);
  });
});

describe("where it cannot be told", () => {
  const said = ({ verdicts }: LensResult) =>
    verdicts.map(({ level, headline }) => `${level}: ${headline}`).join();

  it("real images without classes, or of one class, are looked at for anomalies alone", async () => {
    for (const [given, reason] of [
      [{ train: { x: training.x }, kept: { x: heldOut.x } }, "the real images have no classes"],
      [
        {
          train: { ...training, labels: new Int32Array(600) },
          kept: { ...heldOut, labels: new Int32Array(600) },
        },
        "the real images are of one class",
      ],
    ] as const) {
      const result = await ask(usefulness, samplesOf(given));
      expect(said(result)).toBe(
        `cannot tell: Cannot tell what its images are worth for learning: ${reason}.`,
      );
      expect(worth(result)).toMatchObject({ value: null, reason: expect.stringContaining(reason) });
      expect(result.figures.map(({ id }) => id)).toEqual(["anomaly", "anomaly-strengths"]);
    }
  });

  it("too few held-out images, or samples, are said with the number that is needed", async () => {
    const few = ({ x, labels }: Labelled, count: number) => ({
      x: takeRows(x, [...Array(count).keys()]),
      labels: labels.subarray(0, count),
    });
    for (const [given, reason] of [
      [{ kept: few(heldOut, 60) }, /only 60 held-out real images, and at least 200 are needed/],
      [{ generated: few(clean, 40) }, /only 40 generated images, and at least 100 are needed/],
    ] as const) {
      const result = await ask(usefulness, samplesOf(given));
      expect(said(result)).toBe(
        "cannot tell: Too few images to tell what its images are worth for learning.",
      );
      expect(result.answer).toMatch(reason);
    }
  });

  it("a generator of one image has collapsed, whatever it is worth", async () => {
    const one = { x: takeRows(clean.x, Array(300).fill(0)), labels: new Int32Array(300) };
    const { verdicts } = await ask(usefulness, samplesOf({ generated: one }));
    expect(verdicts.map(({ headline }) => headline)).toEqual(["It draws one and the same image."]);
  });

  it("generated images of one class alone teach no classes", async () => {
    const one = { x: clean.x, labels: new Int32Array(300).fill(1) };
    const result = await ask(usefulness, samplesOf({ generated: one }), alone);
    expect(worth(result).interval?.high).toBeLessThan(60);
    expect(measured(result, "share that a linear probe")).toMatchObject({
      value: null,
      reason: "They are of one class.",
    });
  });
});
