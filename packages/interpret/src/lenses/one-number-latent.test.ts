import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { explain } from "../explain.ts";
import { fields, plantedSubject, withinUnit } from "../testdata/planted-subject.ts";
import { lenses } from "./lenses.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

it("a generator of one number is answered by the lens that reads noise back: that number, from its images", async () => {
  const subject = withinUnit(
    plantedSubject({ size: 1, realRank: 4, count: 120, generate: ({ z }) => fields(z, 1) }),
  );
  const options = {
    identifiability: { learnCount: 200, fitCount: 500, testCount: 250, jacobianPoints: 2, steps: 25 },
  };
  const some = lenses.filter(({ id }) => id === "identifiability");
  const [result] = await finish(explain({ subject, lenses: some, options, store: new MemoryRunStore() }));
  const sum = result?.measures.find(({ name }) => name.startsWith("sum of R²"));
  expect(sum?.value).toBeGreaterThan(0.9);
  for (const { value } of result?.measures ?? []) expect(value === null || Number.isFinite(value)).toBe(true);
});
