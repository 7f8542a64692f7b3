import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  type Lens,
  type LensResult,
  MemoryRunStore,
  type NdArray,
  Random,
  type Subject,
  takeRows,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../../explain.ts";
import { findFault } from "../../faults/faults.ts";
import { ask } from "../../testdata/ask.ts";
import { samplesBeside } from "../../testdata/samples-beside.ts";
import { smoothPictures } from "../../testdata/smooth-pictures.ts";
import { memorisation } from "./memorisation.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const training = smoothPictures(800, "training");
const clean = smoothPictures(400, "generated");

function samplesOf(x: NdArray, heldOut = 600, heldOutName = "held out"): Subject {
  return samplesBeside(
    { x },
    { train: { x: training }, "held-out": { x: smoothPictures(heldOut, heldOutName) } },
  );
}

const plant = (fault: string, strength: number): NdArray =>
  findFault(fault).plant({ images: clean, training, random: Random.fromSeed(1) }, strength);

const chances = ({ measures }: LensResult, start: string): readonly number[] =>
  measures.filter(({ name }) => name.startsWith(start)).map(({ value }) => value as number);
const copied = (result: LensResult): readonly boolean[] =>
  chances(result, "chance of as many where nothing was copied").map((chance) => chance <= 0.01 / 3);
const repeated = (result: LensResult): boolean =>
  (chances(result, "chance of as many repeats")[0] ?? 1) <= 0.01;

describe("images whose truth is known", () => {
  it("that are real are neither copied nor repeated, and every control comes out as it must", async () => {
    const result = await ask(memorisation, samplesOf(clean));
    expect([copied(result), repeated(result)]).toEqual([[false, false, false], false]);
    expect(result.controls.map(({ id, found, draws }) => [id, found, draws])).toEqual([
      ["copies-placebo", 1, 1],
      ["copies-exact-copies", 1, 1],
      ["repeats-placebo", 1, 1],
      ["repeats-duplicates", 1, 1],
    ]);
    const different = result.measures.find(({ name }) => name.startsWith("different images drawn"));
    expect([different?.value, different?.reason]).toEqual([null, expect.stringMatching(/at least 2\d{4}\./)]);
    expect(result.figures.map(({ id }) => id)).toEqual(["nearest-training"]);
    expect(result.evidence.map(({ id }) => id)).toEqual(["most-like-copies"]);
  });

  it("of which a tenth are copies are found in every search", async () => {
    const result = await ask(memorisation, samplesOf(plant("exact-copies", 0.1)));
    expect([copied(result), repeated(result)]).toEqual([[true, true, true], false]);
    const share = result.measures.find(({ name }) => name.startsWith("share of images much nearer"));
    expect(Math.abs((share?.value as number) - 0.1)).toBeLessThan(0.03);
    const gap = (of: LensResult) => of.measures.find(({ name }) => name.startsWith("feature-likelihood gap"));
    expect(gap(result)?.interval?.low).toBeGreaterThan(0);
    const ofClean = gap(await ask(memorisation, samplesOf(clean)));
    expect(Math.abs(ofClean?.value as number)).toBeLessThan((gap(result)?.value as number) / 2);
  });

  it("of which a tenth are copies under noise as strong as the pictures are found in the code alone", async () => {
    const found = copied(await ask(memorisation, samplesOf(plant("noised-copies", 0.1))));
    expect(found).toEqual([false, false, true]);
  });

  it("of which a tenth are copies moved by a pixel are found where images are moved, and not in pixels", async () => {
    const [pixels, shifted] = copied(await ask(memorisation, samplesOf(plant("shifted-copies", 0.1))));
    expect([pixels, shifted]).toEqual([false, true]);
  });

  it("that repeat are found so, with how many there are; one that is drawn again counts once as a copy", async () => {
    const result = await ask(memorisation, samplesOf(plant("few-images", 20)));
    expect([copied(result), repeated(result)]).toEqual([[false, false, false], true]);
    const different = result.measures.find(({ name }) => name.startsWith("different images drawn"));
    expect(different?.interval?.low).toBeLessThan(20.5);
    expect(different?.interval?.high).toBeGreaterThan(19);
    expect(result.figures.map(({ id }) => id)).toContain("repeated");
    const images = plant("few-images", 20);
    const named = result.evidence.find(({ id }) => id === "repeats")?.indices ?? [];
    expect(named).toHaveLength(32);
    const image = (row: number) => images.data.subarray(row * 64, (row + 1) * 64);
    for (const [i, row] of named.entries()) {
      expect(image(row)).toEqual(image(named[4 * Math.floor(i / 4)] as number));
    }
    expect(repeated(await ask(memorisation, samplesOf(plant("duplicates", 0.05))))).toBe(true);
  });

  it("that are blurred until they are alike, and lie near the same training images, are neither", async () => {
    const result = await ask(memorisation, samplesOf(plant("blur", 1)));
    expect([copied(result), repeated(result)]).toEqual([[false, false, false], false]);
  });
});

describe("where it cannot be told", () => {
  it("samples alone give the number of repeats, and say why nothing else", async () => {
    const { real: _, ...alone } = samplesOf(plant("duplicates", 0.2));
    const { verdicts, measures } = await ask(memorisation, alone);
    expect(verdicts.map(({ level, headline }) => `${level}: ${headline}`)).toEqual([
      "cannot tell: Cannot tell whether it copies or repeats itself: there are no real images.",
    ]);
    expect(measures[0]?.value).toBeCloseTo(0.2, 6);
  });

  it("unseen images that are training images, too, are counted, and said before anything else", async () => {
    const said: string[] = [];
    const store = new MemoryRunStore();
    const lenses = [memorisation as unknown as Lens];
    const subject = samplesOf(clean, 600, "training");
    for await (const event of explain({ subject, lenses, store, options: { memorisation: { steps: 25 } } })) {
      if (event.type === "subject-note") said.push(event.text);
    }
    // The first 600 pictures of one name are the same, however many are drawn.
    expect(said.join()).toMatch(/^600 of 600 held-out real images are training images, too/);
    const { measures } = await ask(memorisation, subject);
    const overlap = measures.find(({ name }) => name.includes("nearly the same as a training image"));
    expect(overlap?.value).toBe(1);
  });

  it("too few held-out images, or samples, are said with the number that is needed", async () => {
    for (const [subject, reason] of [
      [samplesOf(clean, 60), /only 60 held-out real images, and at least 200 are needed/],
      [samplesOf(takeRows(clean, [...Array(40).keys()])), /only 40 generated images, and at least 100 are/],
    ] as const) {
      const { verdicts, answer } = await ask(memorisation, subject);
      expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell"]);
      expect(answer).toMatch(reason);
    }
  });

  it("a generator of one image has collapsed, whatever it copies", async () => {
    const one = takeRows(clean, Array(300).fill(0));
    const { verdicts } = await ask(memorisation, samplesOf(one));
    expect(verdicts.map(({ headline }) => headline)).toEqual(["It draws one and the same image."]);
  });

  it("writes no picture of training images where none may be written", async () => {
    const { figures } = await ask(memorisation, samplesOf(clean));
    expect(figures.every((figure) => figure.kind !== "image-grid" || figure.showsRealData)).toBe(true);
  });
});
