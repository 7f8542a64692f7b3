import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore, Random, type Subject } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../explain.ts";
import { arraySampleSet } from "../real/array-sample-set.ts";
import { samplesSubject } from "../subject/samples-subject.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../testdata/planted-subject.ts";
import { contrastWithUntrained } from "./identifiability/contrast.ts";
import { lenses } from "./lenses.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const count = 600;
const planted = withinUnit(
  plantedSubject({
    size: 4,
    realRank: 4,
    count: 120,
    checkpoints: [0, 5],
    generate: ({ z }, at) => fields(z, at === 0 ? 1 : 3),
  }),
);
const z = { data: Random.fromSeed(11).normal(4 * count), shape: [count, 4] };
const options = {
  distance: { historyCount: 100 },
  reconstruction: { code: 4, steps: 25 },
  compression: { steps: 25 },
  identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 25 },
};
const ask = (subject: Subject, some = lenses) =>
  finish(explain({ subject, lenses: some, options, store: new MemoryRunStore() }));

describe("a limited stock", () => {
  it("of samples with their latents is answered by all lenses, which say what they cannot", async () => {
    const x = await planted.generate({ z });
    const base = arraySampleSet({ x });
    const samples = {
      ...base,
      async *batches(given?: { readonly batchSize?: number }) {
        let start = 0;
        for await (const batch of base.batches(given)) {
          const n = batch.x.shape[0] as number;
          const part = { data: z.data.slice(4 * start, 4 * (start + n)), shape: [n, 4] };
          start += n;
          yield { ...batch, latents: { z: part } };
        }
      },
    };
    const latent = { parts: [{ kind: "noise", name: "z", size: 4, prior: "given" }] } as const;
    const subject: Subject = {
      ...samplesSubject({ name: "samples", fingerprint: "s", samples, latent }),
      real: planted.real,
    };
    const results = await ask(subject);
    expect(results.map(({ lens }) => lens)).toEqual(lenses.map(({ id }) => id));
    const identifiability = results.find(({ lens }) => lens === "identifiability");
    expect(identifiability?.answer).toMatch(/cannot be told from samples alone/);
    const sum = identifiability?.measures.find(({ name }) => name.startsWith("sum of R²"));
    // Half of the stock is what it is tested on, and none of it was fitted to.
    expect(sum?.n).toBe(250);
    expect(sum?.control?.passed).toBe(true);
    for (const { measures } of results)
      for (const { value } of measures) expect(value === null || Number.isFinite(value)).toBe(true);
  });

  it("of latents is used once in what is fitted and what it is tested on", async () => {
    const seen: number[][] = [];
    const subject: Subject = {
      ...planted,
      fingerprint: "given",
      latents: {
        ...planted.latents,
        given: { z },
        draw: () => {
          throw new Error("drawn anew");
        },
      } as NonNullable<Subject["latents"]>,
      generate: async (latents, at) => {
        const rows = latents.z.shape[0] as number;
        if (at === undefined || at.checkpoint === undefined)
          seen.push(Array.from({ length: rows }, (_, i) => latents.z.data[4 * i] as number));
        return planted.generate(latents, at);
      },
    };
    const counts = { fitCount: 500, testCount: 250 };
    const contrast = await contrastWithUntrained({ subject, options: counts, context: plantedContext() });
    expect([contrast?.trained, contrast?.untrained].every(Number.isFinite)).toBe(true);
    expect(seen.map(({ length }) => length)).toEqual([250, 50, 250]);
    const [fit, test] = [new Set(seen.slice(0, 2).flat()), new Set(seen[2])];
    expect([fit.size, test.size]).toEqual([300, 250]);
    expect([...test].filter((value) => fit.has(value))).toEqual([]);
    const distance = await ask(
      subject,
      lenses.filter(({ id }) => id === "distance"),
    );
    expect(distance[0]?.answer).toContain("Fréchet");
  });

  describe("smaller than the real images", () => {
    const distances = lenses.filter(({ id }) => id === "distance");
    const samplesOf = async (n: number): Promise<Subject> => {
      const some = { data: z.data.slice(0, 4 * n), shape: [n, 4] };
      const samples = arraySampleSet({ x: await planted.generate({ z: some }) });
      return {
        ...samplesSubject({ name: "few samples", fingerprint: `few ${n}`, samples }),
        real: planted.real,
      };
    };

    it("is what the distance is measured with, and what its floor is for", async () => {
      // 120 real images to train on, 60 held out: 30 and 10 samples are fewer than either.
      for (const n of [30, 10]) {
        const [answer] = await ask(await samplesOf(n), distances);
        const frechet = answer?.measures.filter(({ name }) => name.startsWith("Fréchet distance")) ?? [];
        expect(frechet.length).toBeGreaterThan(0);
        expect(frechet.map((each) => each.n)).toEqual(frechet.map(() => n));
        const withFloor = frechet.filter(({ name }) => !name.includes("two disjoint sets"));
        expect(withFloor.map(({ floor }) => floor?.n)).toEqual(withFloor.map(() => n));
      }
    });

    it("is refused below ten, with both numbers", async () => {
      await expect(ask(await samplesOf(9), distances)).rejects.toMatchObject({
        code: "run-unsupported",
        message: expect.stringMatching(/at least 10 images.* 9 generated/),
      });
    });
  });
});
