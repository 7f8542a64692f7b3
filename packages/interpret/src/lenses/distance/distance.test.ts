import { openBackend } from "@ganlens/backend";
import { finish, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { pixelComponentsSpace } from "../../features/pixel-components-space.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { collapseVerdict } from "../../verdicts/collapse-verdict.ts";
import { courseOf, courseVerdict } from "./course.ts";
import { distance } from "./distance.ts";
import type { Gap } from "./gap.ts";
import { type Judgement, judgeOf } from "./judge.ts";
import { distanceVerdicts } from "./verdicts.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
});

/** Smooth pictures of 12 patterns in [0, 1], all from one distribution. */
const pictures = (count: number, name: string): NdArray => {
  const weights = Random.fromSeed(31)
    .split(name)
    .normal(count * 12);
  const { data, shape } = fields({ data: weights, shape: [count, 12] }, 12);
  return { data: data.map((value) => Math.min(1, Math.max(0, value))), shape };
};
const training = pictures(1000, "training");

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
        arraySampleSet({ x: part === "train" ? training : pictures(heldOut, "held out") }),
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
    const { isFarther, isCopied, controls } = await ask(samplesOf(pictures(400, "others")));
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
    const x = findFault("exact-copies").plant({ images: pictures(400, "others"), training, random }, 0.1);
    const { isFarther, isCopied } = await ask(samplesOf(x));
    expect([isFarther, isCopied]).toEqual([false, true]);
  });

  it("that are blurred are farther, and no copies", async () => {
    const random = Random.fromSeed(1);
    const x = findFault("blur").plant({ images: pictures(400, "others"), training, random }, 1);
    const { isFarther, isCopied } = await ask(samplesOf(x));
    expect([isFarther, isCopied]).toEqual([true, false]);
  });

  it("that stand kind by kind in their file are looked at all over, not at its beginning", async () => {
    const x = pictures(1200, "others");
    const brightness = (row: number): number =>
      x.data.subarray(64 * row, 64 * (row + 1)).reduce((sum, value) => sum + value, 0);
    const sorted = takeRows(
      x,
      [...Array(1200).keys()].sort((a, b) => brightness(a) - brightness(b)),
    );
    const reference = pictures(300, "reference");
    const space = pixelComponentsSpace(reference);
    const [known, placebo] = [pictures(300, "known"), pictures(300, "placebo")];
    const images = { training, known, placebo, fromHeldOut: true, meaning: "held-out real images" };
    const { judge } = await judgeOf({ spaces: [space], pixels: space, reference, images });
    const { isFarther, n } = await judge(sorted, Random.fromSeed(3));
    expect([isFarther, n]).toEqual([false, 300]);
    // The darkest ones alone are farther.
    const darkest = takeRows(sorted, [...Array(300).keys()]);
    expect((await judge(darkest, Random.fromSeed(3))).isFarther).toBe(true);
    space.dispose();
  });

  it("of which few are held out allow no control, and no verdict but that", async () => {
    const { verdicts, controls, measures } = await ask(samplesOf(pictures(400, "others"), 60));
    expect(controls).toEqual([]);
    expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell"]);
    expect(verdicts[0]?.detail).toMatch(/only 60 held-out real images/);
    expect(measures[0]?.n).toBe(30);
  });

  it("has what fresh training images score as its floor, and two halves beside it", async () => {
    const { measures } = await ask(samplesOf(pictures(400, "others")));
    expect(measures[0]?.floor?.meaning).toMatch(/^training images/);
    expect(measures.some(({ name }) => name.startsWith("Fréchet distance of two disjoint sets"))).toBe(true);
    // Real images lie at the floor: a floor of other images would be off by more.
    expect(measures[0]?.value).toBeLessThan(1.3 * (measures[0]?.floor?.value as number));
  });
});

const row = (statement: string): CalibrationRow => ({
  lens: "distance",
  statement,
  kind: "null",
  effort: "quick",
  n: 400,
  found: 1,
  draws: 100,
  met: true,
});

describe("the second half of training", () => {
  const series = (at: (checkpoint: number | undefined) => number) =>
    withinUnit(
      plantedSubject({
        size: 12,
        realRank: 12,
        checkpoints: [0, 50, 100],
        count: 900,
        generate: ({ z }, checkpoint) => fields(z, at(checkpoint)),
      }),
    );
  const courseFor = async (subject: ReturnType<typeof plantedSubject>) => {
    const held = (await subject.real.open("held-out")).batches();
    const { value } = await held[Symbol.asyncIterator]().next();
    const reference = (value as { x: NdArray }).x;
    const space = pixelComponentsSpace(reference);
    const context = plantedContext();
    const options = { subject: { ...subject, step: 100 }, space, reference, training, count: 400, context };
    const course = await courseOf(options).finally(() => space.dispose());
    if (course === undefined) throw new Error("no course");
    return { step: course.step, said: courseVerdict(course, { effort: "quick" }, [row("course")])[0] };
  };

  it.each([
    ["stood still", () => 12, /no nearer that could be told/],
    ["got better", (checkpoint: number | undefined) => (checkpoint === 50 ? 3 : 12), /still coming nearer/],
    ["got worse", (checkpoint: number | undefined) => (checkpoint === 50 ? 12 : 3), /moved away/],
  ])("that %s is said to have done so", async (_, at, words) => {
    const { step, said } = await courseFor(series(at));
    expect(step).toBe(50);
    expect(said?.headline).toMatch(words);
  });

  it("is not spoken of without a null row, nor where half of the way gave nothing finite", async () => {
    const course = { step: 50, change: gap(1), judged: gap(1), controls: [] };
    expect(courseVerdict(course, { effort: "quick" }, [])).toEqual([]);
    const broken = plantedSubject({
      size: 12,
      realRank: 12,
      checkpoints: [0, 50, 100],
      generate: ({ z }, checkpoint) => {
        const x = fields(z, 12);
        return checkpoint === 50 ? { ...x, data: x.data.fill(Number.NaN) } : x;
      },
    });
    const subject = { ...broken, step: 100 };
    const reference = pictures(200, "reference");
    const space = pixelComponentsSpace(reference);
    const context = plantedContext();
    expect(await courseOf({ subject, space, reference, training, count: 200, context })).toBeUndefined();
    space.dispose();
  });
});

function gap(ratio: number): Gap {
  const interval = {
    low: 0.9 * ratio,
    high: 1.1 * ratio,
    level: 0.95,
    method: "planted",
    resampled: "samples" as const,
  };
  return { ratio, interval, n: 400 };
}

describe("what is said", () => {
  const judgement = (isFarther: boolean, isCopied: boolean): Judgement => ({
    gaps: [gap(1)],
    isFarther,
    isCopied,
    copies: { near: 20, knownNear: 4, n: 400, share: 0.04, pValue: isCopied ? 1e-4 : 0.5 },
    n: 400,
  });
  const controls = [
    { id: "gap-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
    { id: "copies-placebo", kind: "placebo", title: "", draws: 1, found: 1 },
  ] as const;
  const say = (
    given: Judgement,
    ratio: number,
    {
      rows = [row("gap"), row("copies")],
      foreign = false,
      of = controls as Parameters<typeof distanceVerdicts>[0]["controls"],
    } = {},
  ) =>
    distanceVerdicts(
      {
        judgement: given,
        whole: gap(ratio),
        controls: of,
        unseen: true,
        foreign,
        known: "held-out real images",
        effort: "quick",
      },
      rows,
    ).map(({ level, headline }) => `${level}: ${headline}`);

  it("is good only where copies were looked for and not found", () => {
    expect(say(judgement(false, false), 1)).toEqual([
      "good: No exact copies of training images were found.",
      "good: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
    expect(say(judgement(false, true), 1)).toEqual([
      "problem: About 4.0 % of its images are copies of training images.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
    expect(say(judgement(false, false), 1, { rows: [row("gap")] })[0]).toMatch(/^note: As near/);
  });

  it("is how many times farther, in words up to twelve", () => {
    expect(say(judgement(true, false), 7.2)[1]).toBe(
      "problem: About seven times farther from unseen real images than fresh real ones are.",
    );
    expect(say(judgement(true, false), 1.42)[1]).toMatch(/^note: About 1.4 times farther/);
  });

  it("is nothing of copies where it is not known what was trained on", () => {
    expect(say(judgement(false, false), 1, { foreign: true })).toEqual([
      "cannot tell: Cannot tell whether it copies: what it was trained on is not known.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
  });

  it("is not that they are as near where the interval says otherwise", () => {
    const slightly = { ...gap(1.15), interval: { ...gap(1.15).interval, low: 1.02 } };
    const [, said] = distanceVerdicts(
      {
        judgement: judgement(false, false),
        whole: slightly,
        controls,
        unseen: true,
        foreign: false,
        known: "held-out real images",
        effort: "quick",
      },
      [row("gap"), row("copies")],
    );
    expect(said?.headline).toMatch(/^Hardly farther/);
    expect(said?.level).toBe("note");
  });

  it("is nothing where a control failed: each statement falls by its own", () => {
    const failed = controls.map((each) => (each.id === "copies-placebo" ? { ...each, found: 0 } : each));
    expect(say(judgement(false, false), 1, { of: failed })).toEqual([
      "cannot tell: Cannot tell whether it copies: real images in its place raise an alarm.",
      "note: As near to unseen real images as fresh real ones, as far as this lens could tell.",
    ]);
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
  expect(collapseVerdict({ n: 400, effort: "quick" }, [row("collapse")])[0]).toMatchObject({
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
  expect([await collapsed(one), await collapsed(pictures(400, "others"))]).toEqual([true, false]);
  // More images than those of the null row make it surer.
  expect(collapseVerdict({ n: 2500, effort: "quick" })).toHaveLength(1);
});
