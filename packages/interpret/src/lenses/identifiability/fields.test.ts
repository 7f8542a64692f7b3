import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import type { NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { fields, plantedSubject } from "../../testdata/planted-subject.ts";
import { expectControls, measureOf, runLens } from "../../testdata/run-lens.ts";
import { identifiability } from "./identifiability.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const steps = 60;

describe("identifiability of planted fields", () => {
  const options = { fitCount: 1500, testCount: 1500, jacobianPoints: 4, steps };

  it("finds exactly the noise that a generator uses, and its sensitivity agrees", async () => {
    const subject = plantedSubject({ size: 10, realRank: 6, generate: ({ z }) => fields(z, 3) });
    const result = await runLens(identifiability, subject, options);
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
    const result = await runLens(
      identifiability,
      plantedSubject({ size: 10, realRank: 6, generate: rotated }),
      options,
    );
    expect(measureOf(result, /R² above 0.8/).value).toBe(1);
    expect(measureOf(result, /per coordinate/).value).toBeCloseTo(0.1, 1);
  });
});
