import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, type Lens, MemoryRunStore, type Subject } from "@ganlens/core";
import { sprites } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../explain.ts";
import {
  checkpointSeries,
  faultyGenerator,
  halved,
  renderedGenerator,
} from "../testdata/planted/planted-generators.ts";
import { compression } from "./compression/compression.ts";
import { identifiability } from "./identifiability/identifiability.ts";
import { reconstruction } from "./reconstruction/reconstruction.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const real = { data: halved(sprites()), trainCount: 200, heldOutCount: 100 };
const fewImages = (strength: number) => faultyGenerator({ ...real, fault: { id: "few-images", strength } });
const options = {
  reconstruction: { code: 4, steps: 10 },
  compression: { steps: 10 },
  identifiability: { learnCount: 100, fitCount: 500, testCount: 200, jacobianPoints: 1, steps: 10 },
};
const ask = (subject: Subject, lenses: readonly unknown[]) =>
  finish(explain({ subject, lenses: lenses as Lens[], options, store: new MemoryRunStore() }));

describe("a generator that has collapsed", () => {
  it("to one image is called so by each lens on images", async () => {
    const results = await ask(fewImages(1), [reconstruction, compression, identifiability]);
    expect(results).toHaveLength(3);
    for (const { answer, measures } of results) {
      expect(answer).toMatch(/The generator has collapsed to one image/);
      expect(measures).toMatchObject([
        { value: null, reason: expect.stringMatching(/one and the same image/) },
      ]);
    }
  });

  it("but for a trace of what it was is called so by those that compare with real images", async () => {
    const checkpoints = [1, 2];
    // Half of a hundredth of the contrast is a forty-thousandth of the variance.
    const faint = checkpointSeries({ generator: renderedGenerator(real), checkpoints, settlesAt: 400 });
    const results = await ask(faint, [reconstruction, compression]);
    for (const { answer } of results) expect(answer).toMatch(/collapsed to one image/);
  });

  it("to three images is not called one, and neither is one that hardly varies", async () => {
    const faint = checkpointSeries({
      generator: renderedGenerator(real),
      checkpoints: [1, 5],
      settlesAt: 100,
    });
    for (const subject of [fewImages(3), faint]) {
      const [result] = await ask(subject, [reconstruction]);
      expect(result?.answer).toMatch(/generated images fit/);
      expect(result?.answer).not.toMatch(/collapsed/);
    }
  });
});
