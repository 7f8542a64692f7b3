import { installKernels, openBackend } from "@ganlens/backend";
import { concatRows, type NdArray, Random, rows } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type CopySearch, copySearch } from "./copy-search.ts";

const width = 8;
const draw = (name: string, count: number): NdArray => ({
  data: Random.fromSeed(1)
    .split(name)
    .normal(count * width),
  shape: [count, width],
});
const [training, known] = [draw("training", 400), draw("known", 200)];
let search: (suspect: NdArray) => Promise<CopySearch>;

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  const found = await copySearch({ training, known: [known] });
  search = (suspect) => found([suspect]);
});

describe("copySearch", () => {
  it("finds nothing among rows of the same distribution, and many copies among them", async () => {
    const clean = draw("clean", 200);
    expect(await search(clean)).toMatchObject({ n: 200, knownCount: 200 });
    expect((await search(clean)).pValue).toBeGreaterThan(0.01);
    const copied = await search(concatRows([rows(clean, 0, 180), rows(training, 0, 20)]));
    expect(copied.near).toBeGreaterThanOrEqual(20);
    expect(copied.share).toBeCloseTo(0.1, 1);
    expect(copied.pValue).toBeLessThan(1e-4);
  });

  it("sees a few exact copies, which are nearer than any row that is none", async () => {
    const clean = draw("clean", 200);
    const few = await search(concatRows([rows(clean, 0, 190), rows(training, 0, 10)]));
    expect(few.knownNear).toBe(0);
    expect(few.near).toBeGreaterThanOrEqual(10);
    expect(few.pValue).toBeLessThan(0.01);
  });

  it("does not call rows copies where those that are none stand in the training data just so", async () => {
    const seen = concatRows([rows(known, 0, 180), rows(training, 0, 20)]);
    const repeated = await copySearch({ training, known: [seen] });
    const suspect = concatRows([rows(known, 0, 180), rows(training, 20, 40)]);
    expect((await repeated([suspect])).pValue).toBeGreaterThan(0.01);
  });

  it("holds its chance: said of one in a hundred at most where nothing is copied", async () => {
    let said = 0;
    for (let i = 0; i < 200; i++) {
      const own = await copySearch({
        training: draw(`training ${i}`, 120),
        known: [draw(`known ${i}`, 100)],
      });
      if ((await own([draw(`clean ${i}`, 100)])).pValue <= 0.01) said++;
    }
    expect(said).toBeLessThanOrEqual(5);
  });

  it("counts a training image once, however many lie on it", async () => {
    const one = rows(training, 7, 8);
    const clean = draw("clean", 200);
    const many = await search(concatRows([rows(clean, 0, 150), ...Array.from({ length: 50 }, () => one)]));
    expect(many.near).toBeLessThanOrEqual(3);
    expect(many.pValue).toBeGreaterThan(0.01);
  });

  it("takes the lowest of several views", async () => {
    const away = draw("away", 200);
    const found = await copySearch({ training, known: [known, draw("known moved", 200)] });
    const copied = concatRows([rows(away, 0, 180), rows(training, 0, 20)]);
    const { near, pValue, sources } = await found([draw("clean", 200), copied]);
    expect(near).toBeGreaterThanOrEqual(20);
    expect(pValue).toBeLessThan(1e-4);
    expect([...sources.subarray(180)]).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });
});
