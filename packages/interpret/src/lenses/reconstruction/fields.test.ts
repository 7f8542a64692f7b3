import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import type { NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { fields, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { expectControls, measureOf, runLens } from "../../testdata/run-lens.ts";
import { reconstruction } from "./reconstruction.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const steps = 60;

describe("reconstruction of planted fields", () => {
  it("finds nothing foreign in a perfect generator, either way round", async () => {
    const subject = plantedSubject({
      size: 12,
      realRank: 12,
      generate: ({ z }) => fields(z, 12),
      count: 600,
    });
    const result = await runLens(reconstruction, subject, { steps, code: 8 });
    for (const name of [/^error on generated over/, /^error on held-out real over/]) {
      expect(measureOf(result, name).value).toBeGreaterThan(0.85);
      expect(measureOf(result, name).value).toBeLessThan(1.15);
    }
    expectControls(result, 2);
  });

  it("finds what a generator leaves out and what it adds", async () => {
    const few = plantedSubject({ size: 12, realRank: 12, generate: ({ z }) => fields(z, 4), count: 600 });
    const missing = await runLens(reconstruction, few, { steps, code: 8 });
    expect(measureOf(missing, /^error on held-out real over/).interval?.low).toBeGreaterThan(1.5);
    expect(measureOf(missing, /^share of held-out real images/).value).toBeGreaterThan(0.9);
    expect(measureOf(missing, /nothing is missing/).value).toBeLessThan(1e-6);
    expect(measureOf(missing, /nothing is foreign/).value).toBeGreaterThan(0.01);

    const many = withinUnit(
      plantedSubject({ size: 30, realRank: 4, generate: ({ z }) => fields(z, 30), count: 600 }),
    );
    const added = await runLens(reconstruction, many, { steps, code: 8 });
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
    const result = await runLens(reconstruction, subject, { steps: 20, code: 8 });
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
    const { figures } = await runLens(reconstruction, subject, { steps: 10, code: 8 });
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
    const { measures } = await runLens(reconstruction, subject, { steps: 10, code: 8 });
    for (const pairing of ["trained on real, shown generated", "trained on generated, shown real"]) {
      const names = measures.map(({ name }) => name).filter((name) => name.endsWith(pairing));
      for (const kind of ["explained variance", "own variance", "random pairs"]) {
        expect(names.some((name) => name.includes(kind))).toBe(true);
      }
    }
  });
});
