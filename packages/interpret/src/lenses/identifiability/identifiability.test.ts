import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  finish,
  type LatentSpec,
  type LensResult,
  MemoryRunStore,
  type NdArray,
  Random,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../../explain.ts";
import { defineSubject } from "../../subject/define-subject.ts";
import { fields } from "../../testdata/planted-subject.ts";
import { identifiability } from "./identifiability.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const size = 6;
const normal: LatentSpec = { parts: [{ kind: "noise", name: "noise", size, prior: "normal" }] };

/** Asks the lens, with few images and steps, of a generator of 8 × 8 pictures. */
async function ask(
  name: string,
  generate: (z: NdArray) => NdArray,
  latent: LatentSpec = normal,
): Promise<LensResult> {
  const subject = defineSubject({
    name,
    fingerprint: name,
    imageShape: [8, 8, 1],
    latent,
    generate: ({ z }) => {
      const { data, shape } = generate(z);
      return { data: data.map((value) => Math.min(1, Math.max(0, value))), shape };
    },
  });
  const options = {
    identifiability: { learnCount: 800, fitCount: 900, testCount: 900, jacobianPoints: 40, steps: 60 },
  };
  const asked = { subject, lenses: [identifiability], options, store: new MemoryRunStore() } as Parameters<
    typeof explain
  >[0];
  const [result] = await finish(explain(asked));
  return result as LensResult;
}

const said = ({ measures }: LensResult): readonly [number, number] => {
  const { interval } = measures.find(({ name }) => name.startsWith("directions with R² above 0.5")) ?? {};
  return [interval?.low ?? Number.NaN, interval?.high ?? Number.NaN];
};

/** Noise that has nothing to do with that of the same row: drawn by its bits. */
const apart = ({ data, shape }: NdArray): NdArray => {
  const out = new Float32Array(data.length);
  for (let row = 0; row < (shape[0] as number); row++) {
    const own = data.subarray(row * size, (row + 1) * size);
    out.set(Random.fromSeed(0).split(own.join()).normal(size), row * size);
  }
  return { data: out, shape };
};

/** Some entries of one noise, the others of another one, shares of both mixed in between. */
const mixed = (one: NdArray, other: NdArray, shares: readonly number[]): NdArray => ({
  data: one.data.map((value, at) => {
    const share = shares[at % size] as number;
    return Math.sqrt(share) * value + Math.sqrt(1 - share) * (other.data[at] as number);
  }),
  shape: one.shape,
});

describe("how many directions can be read", () => {
  it("is never more than truly can: 3 painted, 2 by R² of 0.45, 1 not at all", async () => {
    const result = await ask("in part", (z) => fields(mixed(z, apart(z), [1, 1, 1, 0.45, 0.45, 0]), size));
    expect(said(result)[0]).toBe(3);
    expect(result.answer).toMatch(/^At least 3 of 6 noise directions/);
    const controls = result.controls.filter(({ id }) => id.startsWith("readable"));
    expect(controls.map(({ id, found }) => [id, found])).toEqual([
      ["readable-placebo", 1],
      ["readable-spike-in", 1],
    ]);
  });

  it("is none where pictures have nothing to do with the noise, and what is planted there is found", async () => {
    const result = await ask("apart", (z) => fields(apart(z), size));
    expect(said(result)).toEqual([0, 0]);
    expect(result.answer).toMatch(/^None of 6 noise directions/);
    expect(result.controls.map(({ id, found }) => [id, found])).toEqual([
      ["readable-placebo", 1],
      ["readable-spike-in", 1],
    ]);
    // No sentence is said that no null row stands for.
    expect(result.verdicts.every(({ id }) => id === "readable" || id === "moves")).toBe(true);
  });

  it("is all where all are painted, and then none is left to plant or to compare", async () => {
    const result = await ask("all", (z) => fields(z, size));
    expect(said(result)).toEqual([6, 6]);
    expect(result.controls.map(({ id, found }) => [id, found])).toEqual([
      ["readable-placebo", 1],
      ["readable-spike-in", null],
    ]);
    expect(result.measures.some(({ name }) => name.includes("over that of the best"))).toBe(false);
  });
});

it("walks in σ of the prior, and says how much that is: within a uniform one", async () => {
  const walks = async (latent: LatentSpec, name: string) => {
    const seen: number[] = [];
    const result = await ask(
      name,
      (z) => {
        if (z.shape[0] === size * 7) seen.push(...z.data);
        return fields(z, size);
      },
      latent,
    );
    const figure = result.figures.find(({ id }) => id === "walks");
    if (figure?.kind !== "image-grid") throw new Error("Expected a grid of images.");
    return { figure, seen };
  };
  const part = { kind: "noise", name: "noise", size } as const;
  const uniform = await walks({ parts: [{ ...part, prior: "uniform" }] }, "uniform");
  expect(uniform.figure.caption).toMatch(/from −1\.5 to 1\.5 σ about its mean/);
  expect(uniform.figure.caption).toMatch(/of the prior, 0\.577 for noise uniform from −1 to 1\./);
  expect(uniform.figure.columnLabels).toEqual(["−1.5", "−1", "−0.5", "0", "0.5", "1", "1.5"]);
  // One step of ½ σ along a direction of length 1.
  const [one, next] = [uniform.seen.slice(0, size), uniform.seen.slice(size, 2 * size)];
  const step = Math.hypot(...one.map((value, i) => value - (next[i] as number)));
  expect(step).toBeCloseTo(0.5 / Math.sqrt(3), 5);
  const ofNormal = await walks(normal, "normal");
  expect(ofNormal.figure.caption).toMatch(/from −3 to 3 σ .* of the prior, 1 for normal noise\./);
});
