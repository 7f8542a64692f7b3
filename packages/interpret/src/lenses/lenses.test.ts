import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, type LensAnswer, lensResultSchema, type Measure, type NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { fields, plantedContext, plantedSubject, withinUnit } from "../testdata/planted-subject.ts";
import { compression } from "./compression/compression.ts";
import { distance } from "./distance/distance.ts";
import { identifiability } from "./identifiability/identifiability.ts";
import { findLens, lenses } from "./lenses.ts";
import { reconstruction } from "./reconstruction/reconstruction.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const steps = 60;
const constant = ({ z }: { z: NdArray }): NdArray =>
  fields({ data: new Float32Array(z.data.length), shape: z.shape }, 3);

function measureOf({ measures }: LensAnswer, name: RegExp): Measure {
  const found = measures.find((measure) => name.test(measure.name));
  if (found === undefined)
    throw new Error(`no measure ${name} among ${measures.map(({ name }) => name).join("; ")}`);
  return found;
}

/** Runs a lens on a subject, checks that the result is a valid one and that nothing leaks. */
async function ask<O>(
  lens: {
    readonly id: string;
    readonly question: string;
    options: { parse(value: unknown): O };
    run(...args: never[]): AsyncGenerator<unknown, LensAnswer>;
  },
  subject: ReturnType<typeof plantedSubject>,
  options: unknown,
  context = plantedContext(),
): Promise<LensAnswer> {
  const before = tf.memory().numTensors;
  const result = await finish(lens.run(...([subject, lens.options.parse(options), context] as never[])));
  expect(tf.memory().numTensors).toBe(before);
  const stored = {
    schemaVersion: 2 as const,
    lens: lens.id,
    question: lens.question,
    fingerprint: subject.fingerprint,
    step: null,
    effort: context.effort,
    seed: context.seed,
    artifacts: [],
    verdicts: [],
    controls: [],
    ...result,
  };
  expect(lensResultSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  for (const { file } of result.evidence) {
    if (file !== undefined) expect(await context.store.has(`lenses/planted/${file}`)).toBe(true);
  }
  for (const figure of result.figures) {
    if (figure.kind === "image-grid")
      expect(await context.store.has(`lenses/planted/${figure.image}`)).toBe(true);
  }
  return result;
}

/** Every control that is stated went the way it must. */
function expectControls({ measures }: LensAnswer, least: number): void {
  const controls = measures.flatMap(({ name, control }) =>
    control ? [{ name, passed: control.passed }] : [],
  );
  expect(controls.filter(({ passed }) => !passed)).toEqual([]);
  expect(controls.length).toBeGreaterThanOrEqual(least);
}

describe("identifiability", () => {
  const options = { fitCount: 1500, testCount: 1500, jacobianPoints: 4, steps };

  it("finds exactly the noise that a generator uses, and its sensitivity agrees", async () => {
    const subject = plantedSubject({ size: 10, realRank: 6, generate: ({ z }) => fields(z, 3) });
    const result = await ask(identifiability, subject, options);
    expect(measureOf(result, /R² above 0.5/).value).toBe(3);
    expect(measureOf(result, /R² above 0.8/).value).toBe(3);
    expect(measureOf(result, /^sum of R²/).value).toBeGreaterThan(2.8);
    expect(measureOf(result, /^sum of R²/).value).toBeLessThan(3.1);
    expect(measureOf(result, /over that of the best as many/).value).toBeGreaterThan(0.98);
    expect(measureOf(result, /nine tenths/).value).toBeGreaterThan(2);
    expect(measureOf(result, /nine tenths/).value).toBeLessThan(3);
    expectControls(result, 4);
    expect(result.answer).toMatch(/^At least 3 of 10 noise directions/);
  });

  it("does not depend on the axes of the noise, while R² per coordinate does", async () => {
    const half = Math.SQRT1_2;
    const rotated = ({ z }: { z: NdArray }): NdArray => {
      const data = z.data.slice();
      for (let i = 0; i < data.length; i += 10) {
        data[i] = half * ((z.data[i] as number) + (z.data[i + 9] as number));
      }
      return fields({ data, shape: z.shape }, 1);
    };
    const result = await ask(
      identifiability,
      plantedSubject({ size: 10, realRank: 6, generate: rotated }),
      options,
    );
    expect(measureOf(result, /R² above 0.8/).value).toBe(1);
    expect(measureOf(result, /per coordinate/).value).toBeCloseTo(0.1, 1);
  });

  it("says that there is nothing to explain when the generator has collapsed", async () => {
    const subject = plantedSubject({ size: 10, realRank: 6, generate: constant });
    for (const lens of [identifiability, compression, reconstruction]) {
      const result = await ask(lens as typeof identifiability, subject, {});
      expect(result.answer).toMatch(/no variance to explain/);
      expect(result.measures[0]).toMatchObject({
        value: null,
        reason: expect.stringMatching(/one and the same/),
      });
    }
  });
});

describe("compression", () => {
  it("sees that a generator of few patterns compresses better, and does no worse than principal components", async () => {
    const subject = plantedSubject({ size: 4, realRank: 30, generate: ({ z }) => fields(z, 4), count: 600 });
    const result = await ask(compression, subject, { steps });
    expect(measureOf(result, /^explained variance of generated images from 4 numbers/).value).toBeGreaterThan(
      0.98,
    );
    expect(measureOf(result, /^explained variance of real images from 4 numbers/).value).toBeLessThan(0.5);
    const gap = measureOf(result, /from 16 numbers, principal components, generated minus real/);
    expect(gap.interval?.low).toBeGreaterThan(gap.detects?.smallest as number);
    for (const name of [/least lead.*real/, /least lead.*generated/])
      expect(measureOf(result, name).value).toBeGreaterThan(-0.02);
    expectControls(result, 10);
    expect(result.answer).toMatch(/bring back 100 % .*Autoencoders bring back .*\(this seed only\)/);
    expect(result.controls?.map(({ id }) => id)).toEqual([
      "better-placebo",
      "better-blur",
      "worse-placebo",
      "worse-noise",
    ]);
  });

  it("does not tell a generator that draws from the data's own distribution from the data", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      generate: ({ z }) => fields(z, 12),
      count: 600,
    });
    const result = await ask(compression, subject, { steps });
    for (const title of ["generated minus real", "real images in the generator's place minus"]) {
      const { value, interval, n } = measureOf(result, new RegExp(`principal components, ${title}`));
      expect([n, interval !== undefined]).toEqual([450, true]);
      expect(Math.abs(value as number)).toBeLessThan(0.01);
    }
    expect(result.answer).not.toMatch(/simple|complex/);
  });

  it.each(["quick", "normal"] as const)(
    "prints no interval of a gap that autoencoders leave (%s)",
    async (effort) => {
      const subject = plantedSubject({
        size: 4,
        realRank: 30,
        generate: ({ z }) => fields(z, 4),
        count: 300,
      });
      const result = await ask(compression, subject, { steps: 10 }, plantedContext({ effort }));
      const gaps = result.measures.filter(({ name }) => /autoencoders, generated minus real/.test(name));
      expect(gaps).toHaveLength(5);
      for (const { name, interval, value } of gaps) {
        expect(interval).toBeUndefined();
        expect(Number.isFinite(value)).toBe(true);
        expect(name).toContain(
          effort === "quick"
            ? "(this seed only, no interval: another training run moves it)"
            : "(mean of 5 seeds, no interval: all share the real images and the start)",
        );
      }
      // An interval over seeds says what it holds.
      const real = measureOf(result, /^explained variance of real images from 16 numbers/).interval;
      if (effort === "normal")
        expect(real?.method).toMatch(/holds what training anew would change, not other/);
      else expect(real?.resampled).toBe("samples");
    },
  );
});

describe("reconstruction", () => {
  it("finds nothing foreign in a perfect generator, either way round", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      generate: ({ z }) => fields(z, 12),
      count: 600,
    });
    const result = await ask(reconstruction, subject, { steps, code: 8 });
    for (const name of [/^error on generated over/, /^error on held-out real over/]) {
      expect(measureOf(result, name).value).toBeGreaterThan(0.85);
      expect(measureOf(result, name).value).toBeLessThan(1.15);
    }
    expectControls(result, 2);
  });

  it("finds what a generator leaves out and what it adds", async () => {
    const few = plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 4), count: 600 });
    const missing = await ask(reconstruction, few, { steps, code: 8 });
    expect(measureOf(missing, /^error on held-out real over/).interval?.low).toBeGreaterThan(1.5);
    expect(measureOf(missing, /^share of held-out real images/).value).toBeGreaterThan(0.9);
    expect(measureOf(missing, /nothing is missing/).value).toBeLessThan(1e-6);
    expect(measureOf(missing, /nothing is foreign/).value).toBeGreaterThan(0.01);

    const many = withinUnit(
      plantedSubject({ size: 30, realRank: 4, generate: ({ z }) => fields(z, 30), count: 600 }),
    );
    const added = await ask(reconstruction, many, { steps, code: 8 });
    expect(measureOf(added, /^error on generated over/).interval?.low).toBeGreaterThan(1.5);
    expect(measureOf(added, /^share of generated images/).value).toBeGreaterThan(0.9);
    expect(measureOf(added, /nothing is foreign/).value).toBeLessThan(1e-6);
    expect(added.controls?.map(({ id, found }) => `${id} ${found}`)).toEqual([
      "foreign-placebo 1",
      "foreign-dilation 1",
      "missing-placebo 1",
      "missing-dilation 1",
    ]);
    // Values outside [0, 1] take no fault: the control says why, and fails no lens.
    const [, unplanted] = missing.controls ?? [];
    expect(unplanted).toMatchObject({ found: null, reason: expect.stringContaining("values in [0, 1]") });
  });

  it("reads no error of a generator that hardly varies", async () => {
    const still = ({ z }: { z: NdArray }): NdArray =>
      fields({ data: z.data.map((value) => 0.05 * value), shape: z.shape }, 12);
    const subject = plantedSubject({ size: 12, realRank: 12, generate: still, count: 500 });
    const result = await ask(reconstruction, subject, { steps: 20, code: 8 });
    expect(measureOf(result, /^variance of generated/).value).toBeCloseTo(0.0025, 3);
    expect(result.answer).toMatch(/^Generated images hardly vary: their variance is 0\.\d %/);
    const foreign = result.verdicts?.find(({ id }) => id === "foreign");
    expect([foreign?.level, foreign?.headline]).toEqual([
      "cannot tell",
      expect.stringMatching(/they hardly vary/),
    ]);
  });

  it("names those points of its map whose images stand in its pictures, as the pictures do", async () => {
    const generate = ({ z }: { z: NdArray }): NdArray => fields(z, 12);
    const subject = plantedSubject({ size: 12, realRank: 12, generate, count: 300 });
    const { figures } = await ask(reconstruction, subject, { steps: 10, code: 8 });
    const tiles = figures.flatMap((figure) => (figure.kind === "image-grid" ? figure.tiles : []));
    const images = tiles.map(({ label }) => label).filter((label) => !label.includes("reconstruction"));
    const map = figures.find((figure) => figure.kind === "scatter");
    const labels = map?.groups.flatMap(({ points }) => points.flatMap(({ label }) => label ?? [])) ?? [];
    expect(images.length).toBe(32);
    expect(new Set(labels)).toEqual(new Set(images));
    expect(labels.length).toBe(32);
    expect(labels.filter((label) => / generated image \d+$/.test(label)).length).toBe(16);
  });

  it("gives no bare error: explained variance, own variance and random pairs beside it", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      generate: ({ z }) => fields(z, 12),
      count: 300,
    });
    const { measures } = await ask(reconstruction, subject, { steps: 10, code: 8 });
    for (const pairing of ["trained on real, shown generated", "trained on generated, shown real"]) {
      const names = measures.map(({ name }) => name).filter((name) => name.endsWith(pairing));
      for (const kind of ["explained variance", "own variance", "random pairs"]) {
        expect(names.some((name) => name.includes(kind))).toBe(true);
      }
    }
  });
});

describe("distance", () => {
  it("is at its floor for a perfect generator, and far above it for a poor one; noise is further still", async () => {
    const perfect = await ask(
      distance,
      plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 12), count: 1200 }),
      { historyCount: 100 },
    );
    const good = measureOf(perfect, /^Fréchet distance \[/);
    expect(good.value).toBeLessThan(1.6 * (good.floor?.value as number));
    expectControls(perfect, 1);
    const poor = await ask(
      distance,
      plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 2), count: 1200 }),
      { historyCount: 100 },
    );
    expect(measureOf(poor, /^Fréchet distance \[/).value).toBeGreaterThan(3 * (good.value as number));
  });

  it("answers for the smallest folders too, of which forty images are held out", async () => {
    const subject = plantedSubject({ size: 4, realRank: 4, generate: ({ z }) => fields(z, 4), count: 80 });
    const result = await ask(distance, subject, { historyCount: 100 });
    expect(measureOf(result, /^Fréchet distance \[/).n).toBe(20);
  });

  it("says so when the generator is worse than noise", async () => {
    const result = await ask(
      distance,
      plantedSubject({
        size: 12,
        realRank: 12,
        generate: ({ z }) => ({
          data: new Float32Array((z.shape[0] as number) * 64).fill(3),
          shape: [z.shape[0] as number, 8, 8, 1],
        }),
        count: 600,
      }),
      { historyCount: 100 },
    );
    expect(measureOf(result, /^Fréchet distance \[/).control?.passed).toBe(false);
  });

  it("shows how it fell over training", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      count: 600,
      checkpoints: [0, 5, 10],
      generate: ({ z }, checkpoint) => fields(z, checkpoint === 0 ? 1 : checkpoint === 5 ? 4 : 12),
    });
    const result = await ask(distance, subject, { historyCount: 200 });
    const line = result.figures.find(({ id }) => id === "distance-over-training");
    if (line?.kind !== "line") throw new Error("no curve");
    const values = line.series[0]?.points.map(({ y }) => y) ?? [];
    expect(values).toHaveLength(2);
    expect(values[1]).toBeLessThan(values[0] as number);
  });
});

describe("findLens", () => {
  it("knows every lens by id and names the nearest", () => {
    for (const lens of lenses) expect(findLens(lens.id)).toBe(lens);
    expect(() => findLens("compresion")).toThrow(
      expect.objectContaining({ hint: 'Did you mean "compression"?' }),
    );
  });
});
