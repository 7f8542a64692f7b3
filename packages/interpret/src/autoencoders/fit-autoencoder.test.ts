import { openBackend } from "@ganlens/backend";
import { CheckpointCorruptError, type LensContext, MemoryRunStore, Random } from "@ganlens/core";
import { disposeModel, type ModelSpec, parseModelSpec } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
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

function contextOf(store: MemoryRunStore, signal = new AbortController().signal): LensContext {
  return {
    effort: "quick",
    seed: 0,
    random: Random.fromSeed(0),
    signal,
    clock: () => 0,
    store,
    trainingImages: true,
    progress: (stage, done) => ({ type: "lens-progress", lens: "planted", stage, done }),
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

describe("an interrupted training", () => {
  const shape = [8, 8, 1];
  const nested = parseModelSpec({ architecture: "nested-autoencoder", shape, codes: [2, 4], width: 8 });
  const dense = parseModelSpec({ architecture: "dense-autoencoder", shape, code: 2, widths: [4] });
  const steps = 60;

  /** Trains, and does something at a share of the work; true leaves the generator there. */
  async function train({
    store,
    spec = nested,
    total = steps,
    at = () => false,
    signal,
  }: {
    readonly store: MemoryRunStore;
    readonly spec?: ModelSpec;
    readonly total?: number;
    readonly at?: (step: number) => boolean;
    readonly signal?: AbortSignal;
  }): Promise<readonly number[]> {
    const context = contextOf(store, signal);
    const seen: number[] = [];
    const fitting = fitAutoencoder({ spec, images: lowRank(1), seed: 0, steps: total, context });
    for (let next = await fitting.next(); ; next = await fitting.next()) {
      if (next.done) {
        disposeModel(next.value.model);
        return seen;
      }
      const step = Math.round(next.value * total);
      seen.push(step);
      if (at(step)) {
        await fitting.return(undefined as never);
        return seen;
      }
    }
  }
  const filesOf = async (store: MemoryRunStore) =>
    Promise.all((await store.list()).map(async (path) => [path, await store.read(path)] as const));
  const unfinished = (store: MemoryRunStore) => store.list("cache/unfinished");
  async function whole(spec = nested, total = steps) {
    const store = new MemoryRunStore();
    await train({ store, spec, total });
    return filesOf(store);
  }

  it.each(["aborted", "left"] as const)("that was %s goes on there, to the same bytes", async (how) => {
    const store = new MemoryRunStore();
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const at = (): boolean => {
      if (how === "aborted") controller.abort();
      return how === "left";
    };
    const broken = train({ store, at, signal: controller.signal });
    if (how === "aborted") await expect(broken).rejects.toMatchObject({ code: "cancelled" });
    else expect(await broken).toEqual([25]);
    expect(tf.memory().numTensors).toBe(before);
    expect((await unfinished(store))[1]).toMatch(/\/[0-9a-f]{64}\/checkpoints\/step-00002[56]\//);
    expect(await train({ store })).toEqual([50]);
    expect(tf.memory().numTensors).toBe(before);
    // Nothing is left of the state, and the network is that of an undisturbed training.
    expect(await filesOf(store)).toEqual(await whole());
  });

  it("starts anew from a damaged state, and from one of no use", async () => {
    const reference = await whole(dense);
    const left = new MemoryRunStore();
    await train({ store: left, spec: dense, at: () => true });
    const files = await filesOf(left);
    const damages: readonly ((path: string, bytes: Uint8Array) => Uint8Array)[] = [
      (path, bytes) => (path.endsWith("state.npz") ? bytes.map((b, i) => (i === 900 ? b ^ 1 : b)) : bytes),
      (path, bytes) => (path.endsWith("manifest.json") ? bytes.subarray(0, 40) : bytes),
      (path, bytes) =>
        path.endsWith("manifest.json")
          ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/"step": \d+/, '"step": 59'))
          : bytes,
      (path, bytes) =>
        path.endsWith("manifest.json")
          ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace("state.npz", "stat.npz"))
          : bytes,
    ];
    for (const damage of damages) {
      const changed = files.map(([path, bytes]) => [path, damage(path, bytes)] as const);
      expect(changed).not.toEqual(files);
      const store = new MemoryRunStore("damaged", changed);
      expect(await train({ store, spec: dense })).toEqual([25, 50]);
      expect(await filesOf(store)).toEqual(reference);
    }
  });

  it("that was killed loses what came after the last state, and ends the same", async () => {
    const [spec, total] = [dense, 300];
    const store = new MemoryRunStore();
    let killed: Promise<Awaited<ReturnType<typeof filesOf>>> | undefined;
    const at = (step: number): boolean => {
      if (step === 275) killed = filesOf(store);
      return false;
    };
    await train({ store, spec, total, at });
    const after = new MemoryRunStore("after", await killed);
    expect(await train({ store: after, spec, total })).toEqual([275, 300]);
    expect(await filesOf(after)).toEqual(await whole(spec, total));
  });

  it("that cannot keep its state still stops, and one that cannot be kept on the way fails", async () => {
    const full = new MemoryRunStore();
    full.write = () => Promise.reject(new Error("no space left"));
    const controller = new AbortController();
    const at = (): boolean => {
      controller.abort();
      return false;
    };
    const stopped = train({ store: full, spec: dense, at, signal: controller.signal });
    await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
    expect(await train({ store: full, spec: dense, at: () => true })).toEqual([25]);
    await expect(train({ store: full, spec: dense })).rejects.toThrow("no space left");
  });
});
