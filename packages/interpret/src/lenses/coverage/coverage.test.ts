import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type LensResult, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { findFault } from "../../faults/faults.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { ask } from "../../testdata/ask.ts";
import { samplesBeside } from "../../testdata/samples-beside.ts";
import { smoothPictures } from "../../testdata/smooth-pictures.ts";
import { coverage } from "./coverage.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

interface Labelled {
  readonly x: NdArray;
  readonly labels: Int32Array;
}

/** Smooth pictures of 8 × 8 with one corner brighter: which one is the class, drawn with these shares. */
function classedPictures(
  count: number,
  name: string,
  shares = [0.25, 0.25, 0.25, 0.25],
  channels = 1,
): Labelled {
  const { data } = smoothPictures(count * channels, name);
  const labels = Int32Array.from(Random.fromSeed(8).split(name).uniform(count), (value) => {
    let label = 0;
    for (let sum = shares[0] as number; value > sum && label < 3; ) sum += shares[++label] as number;
    return label;
  });
  const x = new Float32Array(data.length);
  for (let i = 0; i < x.length; i++) {
    const at = Math.floor(i / channels) % 64;
    const corner = (at % 8 < 4 ? 0 : 1) + (at < 32 ? 0 : 2);
    x[i] = 0.5 * (data[i] as number) + (corner === labels[Math.floor(i / 64 / channels)] ? 0.5 : 0);
  }
  return { x: { data: x, shape: [count, 8, 8, channels] }, labels };
}

const classes = ["north west", "north east", "7", "</b>12 34"];

function subjectOf(
  x: NdArray,
  { heldOut = 600, labelled = true, channels = 1, relabel = (label: number) => label } = {},
): Subject {
  const real = (count: number, name: string) => {
    const { x: images, labels } = classedPictures(count, name, undefined, channels);
    const batch = { x: images, ...(labelled ? { labels: labels.map(relabel) } : {}) };
    return arraySampleSet(batch, { key: `corners/${name}/${count}` });
  };
  const planted = samplesBeside({ x }, { train: { x }, "held-out": { x } });
  const training = real(900, "training");
  return {
    ...planted,
    real: {
      ...planted.real,
      dataset: { name: "corners", sha256: "corners", classes } as never,
      open: async (part) => (part === "train" ? training : real(heldOut, "held out")),
    },
  };
}

const chance = ({ measures }: LensResult, of: string): number =>
  measures.find(({ name }) => name.startsWith(`chance of ${of}`))?.value ?? Number.NaN;
const isUneven = (result: LensResult) => [chance(result, "a class") <= 0.01, chance(result, "kinds") <= 0.01];
const look = (x: NdArray, given: Parameters<typeof subjectOf>[1] = {}) =>
  ask(coverage, subjectOf(x, given), { steps: 30 });

describe("images whose truth is known", () => {
  it("that are real cover every class and kind, and every control comes out as it must", async () => {
    const result = await look(classedPictures(600, "generated").x);
    expect(isUneven(result)).toEqual([false, false]);
    expect(result.controls.map(({ id, found, draws }) => [id, found, draws])).toEqual([
      ["classes-placebo", 1, 1],
      ["classes-class-missing", 1, 1],
      ["kinds-placebo", 1, 1],
      ["kinds-kind-missing", 1, 1],
    ]);
    expect(result.figures.map(({ id }) => id)).toEqual(["classes", "kinds", "gaps", "groups"]);
    expect(result.evidence.map(({ id }) => id)).toEqual(["nearest-to-gaps", "nearest-to-kinds"]);
    const kinds = result.figures.find(({ id }) => id === "kinds");
    const generated = kinds?.kind === "image-grid" ? kinds.tiles.filter(({ real }) => real !== true) : [];
    expect(result.evidence[1]?.indices).toEqual(generated.slice(0, 4).map(({ label }) => Number(label)));
    const recall = result.measures.find(({ name }) => name.startsWith("recall"));
    expect(Math.abs((recall?.value as number) - (recall?.floor?.value as number))).toBeLessThan(0.1);
  });

  it("that lack a class are found to, and which one it is", async () => {
    const result = await look(classedPictures(600, "generated", [0.34, 0, 0.33, 0.33]).x);
    expect(isUneven(result)).toEqual([true, true]);
    expect(result.answer).toMatch(/^It draws class north east least, 0(\.0\d*)? times as often/);
    const table = result.figures.find(({ id }) => id === "groups");
    const row =
      table?.kind === "table" ? table.rows.find(([name]) => name === "class north east") : undefined;
    expect([row?.[2], row?.[4]]).toEqual(["0.0\u00a0%", "too seldom"]);
    // Nearly all real images of the class that it never saw are rebuilt badly.
    const [out, of] = String(row?.[5]).split(" of ").map(Number);
    expect((out as number) / (of as number)).toBeGreaterThan(0.5);
  });

  it("of which one class is drawn twice as often are found by which", async () => {
    const result = await look(classedPictures(600, "generated", [0.1667, 0.1667, 0.5, 0.1666]).x);
    expect(isUneven(result)).toEqual([true, true]);
    expect(result.answer).toMatch(/ and class 7 most, (1\.[89]|2(\.\d)?) times\./);
  });

  it("that lack a kind within all classes are found by the kinds alone", async () => {
    const { x } = classedPictures(1000, "generated");
    // The half of the pictures that are darker in some of their columns, which has nothing to do with their class.
    const along = (row: number) =>
      x.data
        .subarray(row * 64, (row + 1) * 64)
        .reduce((sum, value, i) => sum + value * ((i % 8) % 4 < 2 ? 1 : -1), 0);
    const rows = [...Array(1000).keys()].sort((a, b) => along(a) - along(b)).slice(0, 500);
    const result = await look(takeRows(x, rows));
    expect(isUneven(result)).toEqual([false, true]);
  });

  it("that are blurred are missing no class", async () => {
    const clean = classedPictures(600, "generated").x;
    const input = { images: clean, training: clean, random: Random.fromSeed(1) };
    expect(isUneven(await look(findFault("blur").plant(input, 1)))[0]).toBe(false);
  });

  it("that are noise are unlike any real one, and real ones are not", async () => {
    const unlike = ({ measures }: LensResult) =>
      measures.find(({ name }) => name.startsWith("share of images unlike"))?.value as number;
    const noise = { data: Random.fromSeed(2).uniform(400 * 64), shape: [400, 8, 8, 1] };
    expect(unlike(await look(noise))).toBeGreaterThan(0.9);
    expect(unlike(await look(classedPictures(400, "generated").x))).toBeLessThan(0.15);
  });

  it("in colour are looked at in the same way", async () => {
    const lacking = classedPictures(500, "generated", [0.5, 0, 0.25, 0.25], 3).x;
    expect(isUneven(await look(lacking, { channels: 3 }))).toEqual([true, true]);
  });
});

describe("where it cannot be told", () => {
  it("data without classes are asked for kinds alone, and data of one class or with too rare ones say why", async () => {
    const { x } = classedPictures(400, "generated");
    for (const [given, reason] of [
      [{ labelled: false }, /no class labels/],
      [{ relabel: () => 2 }, /all of one class/],
      [{ relabel: (label: number) => (label === 3 ? 2 : label) }, undefined],
    ] as const) {
      const result = await look(x, given);
      expect(chance(result, "kinds")).toBeGreaterThan(0.01);
      if (reason === undefined) expect(chance(result, "a class")).toBeGreaterThan(0.01);
      else expect(result.answer).toMatch(reason);
      expect(result.verdicts.some(({ id }) => id === "classes")).toBe(
        reason === undefined || reason.source.includes("one class"),
      );
    }
  });

  it("too few held-out images, or samples, are said with the number that is needed", async () => {
    const { x } = classedPictures(400, "generated");
    for (const [subject, reason] of [
      [subjectOf(x, { heldOut: 60 }), /only 60 held-out real images, and at least 200 are needed/],
      [subjectOf(takeRows(x, [...Array(40).keys()])), /only 40 generated images, and at least 100 are/],
    ] as const) {
      const { verdicts, answer } = await ask(coverage, subject);
      expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell"]);
      expect(answer).toMatch(reason);
    }
  });

  it("a generator of one image has collapsed, whatever it misses", async () => {
    const { x } = classedPictures(400, "generated");
    const { verdicts } = await ask(coverage, subjectOf(takeRows(x, Array(300).fill(0))));
    expect(verdicts.map(({ headline }) => headline)).toEqual(["It draws one and the same image."]);
  });
});
