import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { fields, plantedContext, plantedSubject } from "../../testdata/planted-subject.ts";
import { expectControls, measureOf, runLens } from "../../testdata/run-lens.ts";
import { compression } from "./compression.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const steps = 60;

describe("compression of planted fields", () => {
  it("sees that a generator of few patterns compresses better, and does no worse than principal components", async () => {
    const subject = plantedSubject({ size: 4, realRank: 30, generate: ({ z }) => fields(z, 4), count: 600 });
    const result = await runLens(compression, subject, { steps });
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
    const result = await runLens(compression, subject, { steps });
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
      const result = await runLens(compression, subject, { steps: 10 }, plantedContext({ effort }));
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
