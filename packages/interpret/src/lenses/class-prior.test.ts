import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  type LatentSpec,
  type Latents,
  type NdArray,
  Random,
  type Subject,
  sampleLatents,
  withClassFrequencies,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { arraySampleSet } from "../real/array-sample-set.ts";
import { ask } from "../testdata/ask.ts";
import { distance } from "./distance/distance.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const counts = [900, 100];
/** A perfect generator of two classes: dark and light images of 4 × 4 with noise of their own. */
const draw = ({ z, labels }: Latents): NdArray => {
  const count = z.shape[0] as number;
  const data = z.data.map((value, i) => {
    const level = (labels?.[Math.floor(i / 16)] ?? 0) === 0 ? 0.3 : 0.7;
    return Math.min(1, Math.max(0, level + 0.08 * value));
  });
  return { data, shape: [count, 4, 4, 1] };
};
const uniform: LatentSpec = {
  parts: [
    { kind: "noise", name: "noise", size: 16, prior: "normal" },
    { kind: "label", name: "label", classes: 2, distribution: [0.5, 0.5] },
  ],
};
function subjectOf(spec: LatentSpec): Subject {
  const real = (seed: number) => {
    const labels = Random.fromSeed(seed).split("labels").choice(1000, counts);
    const z = { data: Random.fromSeed(seed).normal(16_000), shape: [1000, 16] };
    return arraySampleSet({ x: draw({ z, labels }), labels });
  };
  return {
    specificationVersion: 1,
    name: "perfect",
    fingerprint: JSON.stringify(spec),
    imageShape: [4, 4, 1],
    notes: [],
    latents: { spec, draw: (count, random) => sampleLatents(spec, count, random) },
    generate: async (latents) => draw(latents),
    real: {
      unseen: true,
      heldOutWords: "held-out real images",
      open: async (part) => real(part === "train" ? 1 : 2),
    },
    dispose() {},
  };
}

it("a perfect generator of classes 90 : 10 lies at its floor when it draws them as the data have them, and not when evenly", async () => {
  const measured = async (spec: LatentSpec) => {
    const { measures } = await ask(distance, subjectOf(spec));
    const found = measures.find(({ name }) => name.startsWith("Fréchet distance ["));
    return { value: found?.value as number, floor: found?.floor?.value as number };
  };
  const own = await measured(withClassFrequencies(uniform, { classCounts: counts }));
  const even = await measured(uniform);
  expect(own.floor).toBeCloseTo(even.floor, 6);
  expect(own.value).toBeLessThan(3 * own.floor);
  expect(even.value).toBeGreaterThan(20 * own.value);
});
