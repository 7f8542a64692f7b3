import { openBackend } from "@ganlens/backend";
import { finish, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import { beforeAll, describe, expect, it } from "vitest";
import { findFault } from "../../faults/faults.ts";
import { pixelComponentsSpace } from "../../features/pixel-components-space.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { nullRow } from "../../testdata/distance-findings.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { smoothPictures } from "../../testdata/smooth-pictures.ts";
import { collapseVerdict } from "../../verdicts/collapse-verdict.ts";
import { distance } from "./distance.ts";
import { judgeOf } from "./judge.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
});

const training = smoothPictures(1000, "training");

/** A set of samples beside 1,000 training images and 600 that are held out. */
function samplesOf(x: NdArray, heldOut = 600): Subject {
  const base = plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 12) });
  const { generate: _, latents: __, ...rest } = base;
  return {
    ...rest,
    samples: arraySampleSet({ x }),
    real: {
      unseen: true,
      heldOutWords: "held-out real images",
      open: async (part) =>
        arraySampleSet({ x: part === "train" ? training : smoothPictures(heldOut, "held out") }),
    },
  };
}

async function ask(subject: Subject) {
  const {
    measures,
    verdicts = [],
    controls = [],
    figures,
  } = await finish(distance.run(subject, { historyCount: 100 }, plantedContext()));
  const judged = measures.find(({ name }) => name.startsWith("the same as it is judged"));
  const copies = measures.find(({ name }) => name.startsWith("chance of as many near-copies"));
  return {
    measures,
    verdicts,
    controls,
    figures,
    isFarther: (judged?.interval?.low ?? 0) > 1,
    isCopied: (copies?.value ?? 1) <= 0.01,
  };
}

describe("images whose truth is known", () => {
  it("that are real are neither farther nor copied, and every control comes out as it must", async () => {
    const { isFarther, isCopied, controls } = await ask(samplesOf(smoothPictures(400, "others")));
    expect([isFarther, isCopied]).toEqual([false, false]);
    expect(controls.map(({ id, found, draws }) => [id, found, draws])).toEqual([
      ["gap-placebo", 1, 1],
      ["gap-blur", 1, 1],
      ["copies-placebo", 1, 1],
      ["copies-exact-copies", 1, 1],
    ]);
  });

  it("of which a tenth are copies are found so, though nothing else tells them from real ones", async () => {
    const random = Random.fromSeed(1);
    const x = findFault("exact-copies").plant(
      { images: smoothPictures(400, "others"), training, random },
      0.1,
    );
    const { isFarther, isCopied } = await ask(samplesOf(x));
    expect([isFarther, isCopied]).toEqual([false, true]);
  });

  it("that are blurred are farther, and no copies", async () => {
    const random = Random.fromSeed(1);
    const x = findFault("blur").plant({ images: smoothPictures(400, "others"), training, random }, 1);
    const { isFarther, isCopied } = await ask(samplesOf(x));
    expect([isFarther, isCopied]).toEqual([true, false]);
  });

  it("that stand kind by kind in their file are looked at all over, not at its beginning", async () => {
    const x = smoothPictures(1200, "others");
    const brightness = (row: number): number =>
      x.data.subarray(64 * row, 64 * (row + 1)).reduce((sum, value) => sum + value, 0);
    const sorted = takeRows(
      x,
      [...Array(1200).keys()].sort((a, b) => brightness(a) - brightness(b)),
    );
    const reference = smoothPictures(300, "reference");
    const space = pixelComponentsSpace(reference);
    const [known, placebo] = [smoothPictures(300, "known"), smoothPictures(300, "placebo")];
    const images = {
      training,
      known,
      placebo,
      labels: undefined,
      fromHeldOut: true,
      areSeen: false,
      meaning: "held-out real images",
    };
    const judge = await judgeOf({ spaces: [space], pixels: space, reference, images });
    const { isFarther, n } = await judge.of(sorted, Random.fromSeed(3));
    expect([isFarther, n]).toEqual([false, 300]);
    // The darkest ones alone are farther.
    const darkest = takeRows(sorted, [...Array(300).keys()]);
    expect((await judge.of(darkest, Random.fromSeed(3))).isFarther).toBe(true);
    space.dispose();
  });

  it("of which few are held out allow no control, and no verdict but that", async () => {
    const { verdicts, controls, measures } = await ask(samplesOf(smoothPictures(400, "others"), 60));
    expect(controls).toEqual([]);
    expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell"]);
    expect(verdicts[0]?.detail).toMatch(/only 60 held-out real images/);
    expect(measures[0]?.n).toBe(30);
  });

  it("has what fresh training images score as its floor, and two halves beside it", async () => {
    const { measures } = await ask(samplesOf(smoothPictures(400, "others")));
    expect(measures[0]?.floor?.meaning).toMatch(/^training images/);
    expect(measures.some(({ name }) => name.startsWith("Fréchet distance of two disjoint sets"))).toBe(true);
    // Real images lie at the floor: a floor of other images would be off by more.
    expect(measures[0]?.value).toBeLessThan(1.3 * (measures[0]?.floor?.value as number));
  });
});

describe("pictures", () => {
  const subject = withinUnit(
    plantedSubject({
      size: 12,
      realRank: 12,
      label: { classes: 4, distribution: [0.25, 0.25, 0.25, 0.25] },
      generate: ({ z }) => fields(z, 12),
    }),
  );
  const run = (trainingImages: boolean) =>
    finish(distance.run(subject, { historyCount: 100 }, { ...plantedContext(), trainingImages }));

  it("of real images stand beside as many generated ones, unless none may be shown", async () => {
    const { figures } = await run(true);
    const grids = figures.filter(({ kind }) => kind === "image-grid");
    expect(grids.map(({ id }) => id)).toEqual(["samples", "real-samples"]);
    const counts = grids.map((grid) => (grid.kind === "image-grid" ? grid.tiles.length : 0));
    expect(counts).toEqual([100, 100]);
    const shown = (await run(false)).figures.flatMap((figure) =>
      figure.kind === "image-grid" && figure.showsRealData ? [figure.id] : [],
    );
    expect(shown).toEqual([]);
  });
});

it("a generator that draws one image is called so, and no other", async () => {
  expect(collapseVerdict({ n: 400, effort: "quick" }, [nullRow("collapse")])[0]).toMatchObject({
    level: "problem",
    headline: "It draws one and the same image.",
  });
  expect(collapseVerdict({ n: 400, effort: "quick" }, [])).toEqual([]);
  const one = takeRows(
    training,
    Array.from({ length: 400 }, () => 0),
  );
  const collapsed = async (x: NdArray) =>
    (await ask(samplesOf(x))).verdicts.some(({ id }) => id === "collapse");
  expect([await collapsed(one), await collapsed(smoothPictures(400, "others"))]).toEqual([true, false]);
  // More images than those of the null row make it surer.
  expect(collapseVerdict({ n: 2500, effort: "quick" })).toHaveLength(1);
});
