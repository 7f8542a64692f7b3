import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  type Effort,
  finish,
  type Lens,
  type LensResult,
  MemoryRunStore,
  Random,
  type Subject,
  takeRows,
  type Verdict,
} from "@ganlens/core";
import { digitsStrokes } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { explain } from "../../explain.ts";
import { findFault } from "../../faults/faults.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { realSet } from "../../sets/draw-set.ts";
import { samplesSubject } from "../../subject/samples-subject.ts";
import {
  faultyGenerator,
  halved,
  renderedGenerator,
  withoutClasses,
} from "../../testdata/planted/planted-generators.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { alarm, exceedances } from "./exceedance.ts";
import type { Readings } from "./measures.ts";
import { reconstruction } from "./reconstruction.ts";
import { reconstructionVerdicts } from "./verdicts.ts";

// What the committed tables allow to be said changes as rows come in: here both sentences may be said of 250 images at effort
// quick, and of 60 at effort normal.
vi.mock("../../calibration/calibration-rows.generated.ts", () => {
  const row = (statement: string, effort: Effort, n: number): CalibrationRow => ({
    lens: "reconstruction",
    statement,
    kind: "null",
    effort,
    n,
    found: 2,
    draws: 200,
    met: true,
  });
  const statements = ["foreign", "missing"];
  return {
    calibrationRows: statements.flatMap((each) => [row(each, "quick", 250), row(each, "normal", 60)]),
  };
});

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const data = halved(digitsStrokes());
const real = { data, trainCount: 700, heldOutCount: 250 };
const options = { code: 16, steps: 60 };
const onlyDigits = (...kept: readonly number[]) => {
  const others = [...Array(10).keys()].filter((digit) => !kept.includes(digit));
  return renderedGenerator({ ...real, classWeights: withoutClasses(data, others) });
};
const faulty = (id: string, strength = 1) => faultyGenerator({ ...real, fault: { id, strength } });

// Networks are kept by what they learned: the one of the real images is trained once.
const store = new MemoryRunStore();
const ask = async (subject: Subject): Promise<LensResult> => {
  const lenses = [reconstruction as Lens];
  const [result] = await finish(explain({ subject, lenses, options: { reconstruction: options }, store }));
  return result as LensResult;
};
const verdictOf = ({ verdicts }: Pick<LensResult, "verdicts">, id: string): Verdict =>
  verdicts.find((verdict) => verdict.id === id) as Verdict;
const chanceOf = ({ measures }: LensResult, statement: string): number =>
  measures.find(({ name }) => name.endsWith(`when nothing is ${statement}`))?.value as number;

/** What is said, and the chance behind it. */
function expectSaid(
  result: LensResult,
  id: "foreign" | "missing",
  { level, headline }: Pick<Verdict, "level" | "headline">,
): void {
  if (level === "note") expect(chanceOf(result, id)).toBeGreaterThan(alarm);
  else expect(chanceOf(result, id)).toBeLessThan(alarm / 100);
  expect(verdictOf(result, id)).toMatchObject({ level, headline: expect.stringMatching(headline) });
}
const nothingForeign = {
  level: "note",
  headline: "^No more of its images than of real ones are rebuilt badly",
} as const;
const nothingMissing = { level: "note", headline: "^No real images could be told to lie outside" } as const;
const foreign = { level: "problem", headline: "^About \\d+ % of its images lie outside" } as const;
const missing = { level: "problem", headline: "^About \\d+ % of real images lie outside" } as const;

describe("reconstruction says of digits", () => {
  it("from the data's own distribution that nothing is foreign or missing", async () => {
    const result = await ask(renderedGenerator(real));
    expectSaid(result, "foreign", nothingForeign);
    expectSaid(result, "missing", nothingMissing);
    expect(result.controls.map(({ id, found }) => [id, found])).toEqual([
      ["foreign-placebo", 1],
      ["foreign-dilation", 1],
      ["missing-placebo", 1],
      ["missing-dilation", 1],
    ]);
  });

  it.each([
    ["1, 7 and 9", [1, 7, 9]],
    ["0 to 4", [0, 1, 2, 3, 4]],
  ])(
    "of a few classes alone, %s, that others are missing, and never that they are foreign",
    async (_, digits) => {
      const result = await ask(onlyDigits(...digits));
      expectSaid(result, "foreign", nothingForeign);
      expectSaid(result, "missing", missing);
    },
  );

  it("that are each one of 60 training images that the rest is missing, and not that so few are foreign", async () => {
    const perfect = renderedGenerator(real);
    const training = takeRows((await realSet(perfect, "train")).x, [...Array(60).keys()]);
    const latents = perfect.latents.draw(1000, Random.fromSeed(4));
    const images = await perfect.generate(latents);
    const copies = findFault("exact-copies").plant({ images, training, random: Random.fromSeed(5) }, 1);
    const samples = arraySampleSet({ x: copies }, { name: "generated" });
    const name = "60 training images";
    const result = await ask({ ...samplesSubject({ name, fingerprint: name, samples }), real: perfect.real });
    expect(chanceOf(result, "foreign")).toBeGreaterThan(alarm);
    expect(verdictOf(result, "foreign")).toMatchObject({
      level: "cannot tell",
      detail: expect.stringMatching(/^Of 250 generated images only \d\d differ/),
    });
    expectSaid(result, "missing", missing);
  });

  it.each(["dilation", "shift"])("with a %s of one pixel that they are foreign", async (id) => {
    expectSaid(await ask(faulty(id)), "foreign", foreign);
  });
});

describe("values of [0, 1] taken for [−1, 1]", () => {
  it("are refused before a lens is asked", async () => {
    await expect(ask(faulty("value-range"))).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(/never fall below 0\.5.*its range is probably another one/),
    });
  });

  it("fail a control of the lens, and are foreign all of them", async () => {
    const subject = faulty("value-range");
    const context = { ...plantedContext({ seed: 0 }), store };
    const { measures, verdicts = [] } = await finish(reconstruction.run(subject, options, context));
    const controls = measures.flatMap(({ control }) => (control === undefined ? [] : [control]));
    expect(controls).toHaveLength(2);
    expect(controls.filter(({ passed }) => passed)).toHaveLength(1);
    expect(verdictOf({ verdicts }, "foreign").headline).toMatch(/^About 100 % of its images/);
  });
});

describe("a folder of 300 images, of which 60 are held out,", () => {
  const few = { data, trainCount: 240, heldOutCount: 60 };

  it("gets no verdict but that there are too few", async () => {
    const result = await ask(renderedGenerator(few));
    expect(result.verdicts.map(({ level }) => level)).toEqual(["cannot tell", "cannot tell"]);
    expect(result.measures[0]?.n).toBe(60);
    expect(result.answer).toMatch(/chance would give 4\.9 %/);
  });

  it("is told nothing, since nothing could be controlled", () => {
    const { verdicts } = reconstructionVerdicts(found(60, 2), { kept: "held-out", effort: "normal" });
    expect(verdicts.map(({ level }) => level)).toEqual(["cannot tell", "cannot tell"]);
    expect(verdicts[0]?.detail).toMatch(/only 60 held-out images, and at least 200/);
  });
});

describe("generated images that are the same", () => {
  it("count once, so that repeating real ones is no reason for an alarm", () => {
    const repeated = found(250, 1, 60).foreign;
    expect(repeated.n).toBe(60);
    // The errors of the generated images are drawn like those of the real ones: a share at chance.
    expect(repeated.pValue).toBeGreaterThan(alarm);
  });
});

/** What is found of `count` images whose errors are `factor` times those of real ones, of which the first `different` differ. */
function found(count: number, factor: number, different = count) {
  const reading = (seed: number, of: number) =>
    ({ errors: Float64Array.from(Random.fromSeed(seed).uniform(count), (error) => of * error) }) as const;
  const readings = {
    realOnReal: reading(1, 1),
    realOnGenerated: reading(2, factor),
    generatedOnReal: reading(3, factor),
    generatedOnGenerated: reading(4, 1),
  } as unknown as Readings;
  return exceedances(readings, {
    planted: reading(6, 4).errors,
    different: Array.from({ length: different }, (_, row) => row),
    draws: 1,
    random: Random.fromSeed(5),
  });
}
