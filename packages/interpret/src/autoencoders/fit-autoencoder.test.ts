import { openBackend } from "@ganlens/backend";
import { CheckpointCorruptError, type LensContext, MemoryRunStore, Random } from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import { beforeAll, expect, it } from "vitest";
import type { ImageSet } from "../sets/image-set.ts";
import { fitAutoencoder } from "./fit-autoencoder.ts";
import { nestedSpec } from "./nested-spec.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
});

/** Images that are mixtures of two: they span fewer directions than any usual code. */
function lowRank(seed: number): ImageSet {
  const random = Random.fromSeed(seed);
  const [first, second] = [random.split("a").uniform(64), random.split("b").uniform(64)];
  const shares = random.split("shares").uniform(20);
  const data = Float32Array.from({ length: 20 * 64 }, (_, i) => {
    const share = shares[Math.floor(i / 64)] as number;
    return share * (first[i % 64] as number) + (1 - share) * (second[i % 64] as number);
  });
  return { name: "mixtures", key: `mixtures ${seed}`, x: { data, shape: [20, 8, 8, 1] } };
}

function contextOf(store: MemoryRunStore): LensContext {
  return {
    effort: "quick",
    seed: 0,
    random: Random.fromSeed(0),
    signal: new AbortController().signal,
    clock: () => 0,
    store,
    writeFile: async () => {},
  };
}

async function fit(images: ImageSet, store: MemoryRunStore) {
  const spec = nestedSpec({ imageShape: [8, 8, 1] });
  const steps = fitAutoencoder({ spec, images, seed: 0, steps: 3, context: contextOf(store) });
  let next = await steps.next();
  let shares = 0;
  while (!next.done) {
    shares++;
    next = await steps.next();
  }
  const { model, hash } = next.value;
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  disposeModel(model);
  return { hash, weights, shares };
}

it("learns images that span fewer directions than the code, without a number that is not finite", async () => {
  const { weights } = await fit(lowRank(1), new MemoryRunStore());
  expect(weights.flat().every(Number.isFinite)).toBe(true);
});

it("finds a network again by the key of its images", async () => {
  const store = new MemoryRunStore();
  const first = await fit(lowRank(1), store);
  const again = await fit(lowRank(1), store);
  expect(again).toEqual({ ...first, shares: 0 });
  expect((await fit(lowRank(2), store)).hash).not.toBe(first.hash);
});

it("refuses a stored network whose weights are not those that were written", async () => {
  const store = new MemoryRunStore();
  const { hash } = await fit(lowRank(1), store);
  const path = `models/${hash}/weights.bin`;
  const bytes = Uint8Array.from(await store.read(path));
  bytes[5] = (bytes[5] as number) ^ 1;
  await store.write(path, bytes);
  await expect(fit(lowRank(1), store)).rejects.toThrow(CheckpointCorruptError);
});
