import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type LensResult, MemoryRunStore, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { findFault } from "../../faults/faults.ts";
import { ask } from "../../testdata/ask.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { runLens } from "../../testdata/run-lens.ts";
import { samplesBeside } from "../../testdata/samples-beside.ts";
import { smoothPictures } from "../../testdata/smooth-pictures.ts";
import { tell } from "./tell.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const training = smoothPictures(600, "training");
const clean = smoothPictures(200, "generated");

function samplesOf(x: NdArray, given: { training?: NdArray; heldOut?: NdArray } = {}): Subject {
  return samplesBeside(
    { x },
    {
      train: { x: given.training ?? training },
      "held-out": { x: given.heldOut ?? smoothPictures(400, "held out") },
    },
  );
}

const plant = (fault: string, strength: number): NdArray =>
  findFault(fault).plant({ images: clean, training, random: Random.fromSeed(1) }, strength);
const valueNamed = ({ measures }: Pick<LensResult, "measures">, name: string): number | null | undefined =>
  measures.find((each) => each.name.startsWith(name))?.value;
const isApart = (result: LensResult): boolean =>
  (valueNamed(result, "chance of such an AUC") as number) <= 0.01;

describe("images whose truth is known", () => {
  it("that are real pass for real, and every control comes out as it must", async () => {
    const result = await ask(tell, samplesOf(clean));
    expect(isApart(result)).toBe(false);
    expect(Math.abs((valueNamed(result, "AUC") as number) - 0.5)).toBeLessThan(0.1);
    expect(result.controls.map(({ id, found, draws }) => [id, found, draws])).toEqual([
      ["apart-placebo", 1, 1],
      ["apart-dilation", 1, 1],
      ["property-placebo", 1, 1],
      ["property-fading", 1, 1],
      ["place-placebo", 1, 1],
      ["place-block-lost", 1, 1],
    ]);
    expect(result.figures.map(({ id }) => id)).toEqual([
      "properties",
      "witness",
      "extremes",
      "classifier",
      "spectrum",
    ]);
    const extremes = result.figures.find(({ id }) => id === "extremes");
    const values = extremes?.kind === "image-grid" ? extremes.tiles.map(({ value }) => value as number) : [];
    expect(Math.min(...values.slice(0, 8))).toBeGreaterThan(Math.max(...values.slice(8)));
    expect(result.evidence.map(({ indices }) => indices?.length)).toEqual([8, 8]);
  });

  it("that are noised are told by what the code leaves over", async () => {
    const result = await ask(tell, samplesOf(plant("noise", 0.05)));
    expect(isApart(result)).toBe(true);
    expect(valueNamed(result, "AUC of telling them from real images [residual]")).toBeGreaterThan(0.95);
  });

  it("that are fainter are told, and brightness differs most where there is no background", async () => {
    const result = await ask(tell, samplesOf(plant("fading", 0.2)));
    expect(isApart(result)).toBe(true);
    expect(result.answer).toMatch(/What differs, in spreads of single images: brightness \(−/);
  });
});

describe("other kinds of images", () => {
  const noisy = (count: number, name: string): NdArray => ({
    data: Random.fromSeed(8)
      .split(name)
      .uniform(count * 7 * 5 * 3),
    shape: [count, 7, 5, 3],
  });

  it("in colour and of any size leave out what ink is needed for", async () => {
    const subject = samplesOf(noisy(120, "generated"), {
      training: noisy(200, "training"),
      heldOut: noisy(240, "held out"),
    });
    const result = await ask(tell, subject, { steps: 2 });
    expect(isApart(result)).toBe(false);
    expect(valueNamed(result, "difference in sharpness")).toBeDefined();
    expect(valueNamed(result, "difference in stroke width")).toBeUndefined();
  });

  it("from a generator come with their latents", async () => {
    const subject = withinUnit(
      plantedSubject({ size: 3, realRank: 3, count: 400, generate: ({ z }) => fields(z, 2) }),
    );
    const store = new MemoryRunStore();
    const result = await ask(tell, subject, { store, count: 120 });
    expect(isApart(result)).toBe(true);
    expect(result.evidence.every(({ file }) => file === "latents.npz")).toBe(true);
    expect(result.artifacts).toHaveLength(1);
  });

  it("whose held-out ones are by other hands are compared with images that the autoencoder has not learned", async () => {
    const subject = samplesOf(clean, {
      training: smoothPictures(1100, "more"),
      heldOut: plant("dilation", 1),
    });
    const own = { ...subject.real, dataset: { name: "other", sha256: "f".repeat(64) } } as Subject["real"];
    const result = await ask(tell, { ...subject, real: own as NonNullable<Subject["real"]> });
    expect(isApart(result)).toBe(false);
    expect(result.controls[0]?.title).toMatch(/divided off anew/);
    expect(result.controls.every(({ found }) => found === 1)).toBe(true);
  });
});

describe("where it cannot be told", () => {
  it("says why, and the number that is needed", async () => {
    const { real: _, ...alone } = samplesOf(clean);
    for (const [subject, reason] of [
      [alone, /there are no real images/],
      [
        samplesOf(clean, { heldOut: smoothPictures(60, "few") }),
        /only 60 held-out real images, and at least 200/,
      ],
      [samplesOf(takeRows(clean, [...Array(40).keys()])), /only 40 generated images, and at least 100 are/],
    ] as const) {
      const { verdicts, answer, figures } = await ask(tell, subject);
      expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell"]);
      expect(verdicts[0]?.headline).toMatch(
        subject === alone ? /: there are no real images\.$/ : /: too few images/,
      );
      expect(answer).toMatch(reason);
      expect(figures).toEqual([]);
    }
  });

  it("a generator of one image has collapsed", async () => {
    const { verdicts } = await ask(tell, samplesOf(takeRows(clean, Array(300).fill(0))));
    expect(verdicts.map(({ headline }) => headline)).toEqual(["It draws one and the same image."]);
  });

  it("writes no picture of real images where none may be written", async () => {
    const context = plantedContext({ trainingImages: false });
    const { figures } = await runLens(tell, samplesOf(clean), { steps: 2 }, context);
    expect(figures.map(({ id }) => id)).not.toContain("witness");
    expect(figures.some((figure) => figure.kind === "image-grid" && figure.showsRealData)).toBe(false);
  });
});
