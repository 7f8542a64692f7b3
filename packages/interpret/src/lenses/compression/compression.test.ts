import { concatRows, type NdArray, Random, type Subject, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { beforeAll, describe, expect, it } from "vitest";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import type { Domain } from "../../sets/domains.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { compressionAnswer } from "./answer.ts";
import { compressionGap } from "./gap.ts";
import { heldOutVariance } from "./held-out-variance.ts";
import { type CompressionJudgement, judgeCompression } from "./judge.ts";
import { compressionVerdicts } from "./verdicts.ts";

let digits: { readonly x: NdArray; readonly labels: Int32Array };

beforeAll(async () => {
  const train = await openDataset("digits-8x8", { split: "train" });
  const parts = [await train.all(), await train.openSplit("held-out").all()];
  const x = concatRows(parts.map((part) => part.x));
  digits = { x, labels: Int32Array.from(parts.flatMap(({ labels }) => [...(labels ?? [])])) };
});

const size = 16;
const order = Random.fromSeed(11).permutation(1797);
const some = (start: number, end: number): number[] => [...order.subarray(start, end)];

/** Scanned digits that no other side holds, 597 of them, with a fault planted in them or not. */
function suspects(fault?: string, strength = 1): NdArray {
  const images = takeRows(digits.x, some(0, 597));
  const random = Random.fromSeed(5);
  return fault === undefined
    ? images
    : findFault(fault).plant({ images, training: images, random }, strength);
}

/** The other 1,200 as real images, `held` of them held out. */
function subjectOf(held = 300, total = 1200): Subject {
  const part = (rows: number[]) => arraySampleSet({ x: takeRows(digits.x, rows) });
  const parts = {
    train: part(some(597, 597 + total - held)),
    "held-out": part(some(597 + total - held, 597 + total)),
  };
  return {
    specificationVersion: 1,
    name: "digits",
    fingerprint: "digits",
    imageShape: [8, 8, 1],
    notes: [],
    real: { unseen: true, heldOutWords: "held-out real images", open: async (of) => parts[of] },
    dispose() {},
  };
}

async function judged(
  images: NdArray,
  subject = subjectOf(),
  context = plantedContext(),
): Promise<CompressionJudgement> {
  const set = (rows: number[], name: string) => ({ name, key: name, x: takeRows(images, rows) });
  const all = Array.from({ length: images.shape[0] as number }, (_, row) => row);
  const drawn: Domain = {
    train: set(all.slice(0, -20), "generated"),
    heldOut: set(all.slice(-20), "generated"),
  };
  const work = judgeCompression(subject, drawn, context);
  let next = await work.next();
  const shares: number[] = [];
  while (!next.done) {
    shares.push(next.value);
    next = await work.next();
  }
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  return next.value;
}

const row = (changes: Partial<CalibrationRow>): CalibrationRow => ({
  lens: "compression",
  statement: "better",
  kind: "null",
  effort: "quick",
  n: 600,
  found: 1,
  draws: 200,
  met: true,
  ...changes,
});
const rows = [
  row({}),
  row({ statement: "worse" }),
  row({ kind: "power", fault: "blur", strength: 1, found: 40, draws: 40 }),
  row({ kind: "power", statement: "worse", fault: "noise", strength: 0.1, found: 39, draws: 40 }),
];
const said = (judgement: CompressionJudgement, given = rows) => {
  const [verdict, ...others] = compressionVerdicts(judgement, "quick", given);
  expect(others).toEqual([]);
  return verdict;
};
const alike = /Blur, copies of few images and missing kinds of images all look alike here\./;

describe("heldOutVariance", () => {
  it("is the variance that components fitted to other images keep", () => {
    // Two directions of variance 9 and 4 in 40 of variance .01: of one number 9 / 13.38 comes back.
    const n = 4000;
    const random = Random.fromSeed(3);
    const data = random.normal(n * 40, { standardDeviation: 0.1 });
    const wide = random.split("wide").normal(2 * n);
    for (let i = 0; i < n; i++) {
      data[i * 40] = 3 * (wide[2 * i] as number);
      data[i * 40 + 1] = 2 * (wide[2 * i + 1] as number);
    }
    const { explained, standardError } = heldOutVariance({ data, shape: [n, 8, 5, 1] }, 1);
    expect(Math.abs(explained - 9 / 13.38)).toBeLessThan(3 * standardError);
    // What a normal distribution gives: 2·√(2/n)·9·4 / 13² of a ratio of two variances, nearly.
    expect(standardError).toBeGreaterThan(0.8 * ((Math.sqrt(4 / n) * 36) / 13.38 ** 2));
    expect(standardError).toBeLessThan(1.2 * ((Math.sqrt(4 / n) * 36) / 13.38 ** 2));
  });

  it("gives nothing for what was learned by heart: images without structure lose what they lose", () => {
    const data = Random.fromSeed(4).uniform(60 * 200);
    expect(heldOutVariance({ data, shape: [60, 10, 20, 1] }, 16).explained).toBeLessThan(0.2);
  });

  it("is 1 where there are fewer different images than numbers", () => {
    const few = takeRows(
      digits.x,
      Array.from({ length: 400 }, (_, i) => i % 7),
    );
    expect(heldOutVariance(few, size).explained).toBeCloseTo(1, 9);
  });

  it("makes intervals that hold 0 as often as they say where both sides are real, and few alarms", () => {
    let [held, alarms] = [0, 0];
    const draws = 40;
    for (let draw = 0; draw < draws; draw++) {
      const of = Random.fromSeed(draw).permutation(1797);
      const part = (start: number) =>
        heldOutVariance(takeRows(digits.x, [...of.subarray(start, start + 250)]), 4);
      const { interval, isBetter, isWorse } = compressionGap(part(0), part(250));
      if ((interval?.low ?? 1) <= 0 && (interval?.high ?? -1) >= 0) held++;
      if (isBetter || isWorse) alarms++;
    }
    // Of 40 draws of .95 fewer than 33 hold in one of 4,000 runs, and all in one of 8.
    expect(held).toBeGreaterThanOrEqual(33);
    expect(alarms).toBeLessThanOrEqual(3);
  });
});

describe("what is said of compression", () => {
  it("is that real images cannot be told from other real ones, and that copies would look like this", async () => {
    const judgement = await judged(suspects());
    const verdict = said(judgement);
    expect(verdict).toMatchObject({ id: "compresses", level: "note" });
    expect(verdict?.headline).toMatch(/cannot be told apart from real images/);
    expect(verdict?.detail).toMatch(/copies its training images would look like this/);
    expect(verdict?.detail).toMatch(
      /A gap of \d\.\d points would be seen in four of five runs\. Seen in trials on MNIST digits: blur of 1 px, 40 of 40;.* noise of standard deviation 0\.1, 39 of 40\./,
    );
    expect(judgement.controls.map(({ id, found, draws }) => [id, found, draws])).toEqual([
      ["better-placebo", 3, 3],
      ["better-blur", 1, 1],
      ["worse-placebo", 3, 3],
      ["worse-noise", 1, 1],
    ]);
    expect(verdict?.controls).toEqual(judgement.controls.map(({ id }) => id));
  });

  it.each([
    ["blur", 0.5],
    ["blur", 1],
    ["few-images", 60],
  ] as const)(
    "is that %s of %d compresses better, which looks like other faults",
    async (fault, strength) => {
      const verdict = said(await judged(suspects(fault, strength)));
      expect(verdict).toMatchObject({
        level: "note",
        headline: "What it draws compresses better than real images.",
        detail: expect.stringMatching(alike),
      });
      expect(JSON.stringify(verdict)).not.toMatch(/simple|closer|power of/);
    },
  );

  it("is the same of a generator that draws half of the kinds", async () => {
    const images = takeRows(
      digits.x,
      [...digits.labels.keys()].filter((at) => (digits.labels[at] as number) < 5),
    );
    expect(said(await judged(images))).toMatchObject({
      level: "note",
      headline: "What it draws compresses better than real images.",
      detail: expect.stringMatching(alike),
    });
  });

  it("is that noise everywhere compresses worse", async () => {
    const verdict = said(await judged(suspects("noise", 0.1)));
    expect(verdict).toMatchObject({
      level: "note",
      headline: "What it draws compresses worse than real images.",
      controls: ["worse-placebo", "worse-noise"],
    });
    expect(verdict?.detail).toMatch(/a gap of −\d+\.\d \[−\d+\.\d, −\d+\.\d\] points/);
  });

  it("is nothing with forty images held out, with the reason and the numbers still there", async () => {
    const judgement = await judged(suspects("blur"), subjectOf(40, 200));
    expect(said(judgement)).toEqual({
      id: "compresses",
      level: "cannot tell",
      headline: "Too few images to tell how well what it draws compresses.",
      detail:
        "No control is possible here, because there are only 40 held-out real images, and at least 200 are needed.",
    });
    expect(judgement.controls).toEqual([]);
    expect(judgement.gap.value).toBeGreaterThan(0);
    // 160 images on either side: no interval stands beside the gap.
    expect(judgement.gap).toMatchObject({ n: 160 });
    expect(judgement.gap.interval).toBeUndefined();
  });

  it("is nothing of few generated images, either", async () => {
    const few = takeRows(suspects(), [...Array(150).keys()]);
    expect(said(await judged(few))?.detail).toMatch(/only 150 images for either side/);
  });

  it("stays unsaid where false verdicts were not counted, each sentence by its own row", async () => {
    const better = await judged(suspects("blur"));
    expect(said(better, [row({})])).toBeDefined();
    expect(said(better, [row({ statement: "worse" })])).toBeUndefined();
    // "Cannot be told apart" stands on both.
    expect(said(await judged(suspects()), [row({})])).toBeUndefined();
  });

  it("is lost by a control that fails, and by its own alone", async () => {
    const clean = await judged(suspects());
    const blurred = await judged(suspects("blur"));
    const failing = (judgement: CompressionJudgement, id: string): CompressionJudgement => ({
      ...judgement,
      controls: judgement.controls.map((each) => (each.id === id ? { ...each, found: 0 } : each)),
    });
    expect(said(failing(blurred, "better-blur"))).toMatchObject({
      level: "cannot tell",
      headline: "Cannot tell whether it compresses better: a planted fault was not seen here.",
    });
    expect(said(failing(blurred, "worse-noise"))?.level).toBe("note");
    expect(said(failing(clean, "worse-placebo"))?.headline).toBe(
      "Cannot tell whether it compresses worse: real images in its place raise an alarm.",
    );
  });

  it("is tried five times at normal, each on another division", async () => {
    const judgement = await judged(suspects(), subjectOf(), plantedContext({ effort: "normal" }));
    expect(judgement.controls.map(({ draws, found }) => [draws, found])).toEqual([
      [5, 5],
      [5, 5],
      [5, 5],
      [5, 5],
    ]);
  });
});

it("the answer has at most 60 words, and says what also compresses well", async () => {
  const judgement = await judged(suspects("blur"));
  const curve = (name: string, value: number) => [
    {
      name: `explained variance of ${name} images from 16 numbers`,
      value,
      n: 300,
      better: "higher" as const,
    },
  ];
  const answer = compressionAnswer(judgement, {
    generated: curve("generated", 0.9),
    real: curve("real", 0.8),
    seeds: 5,
  });
  expect(answer).toMatch(
    /^From 16 numbers, principal components bring back \d+ % .* a gap of \d+\.\d \[\d+\.\d, \d+\.\d\] points\. Autoencoders bring back 90 % and 80 % \(mean of 5 seeds\)\. Blur, copies and missing kinds/,
  );
  expect(answer.split(/\s+/).length).toBeLessThanOrEqual(60);
});
