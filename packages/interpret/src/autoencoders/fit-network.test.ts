import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { CheckpointCorruptError, MemoryRunStore, type NdArray, Random } from "@ganlens/core";
import { applyModel, disposeModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { ImageSet } from "../sets/image-set.ts";
import { inBatches } from "../steps/in-batches.ts";
import { fitAutoencoder } from "./fit-autoencoder.ts";
import { fitNetwork } from "./fit-network.ts";
import { nestedSpec } from "./nested-spec.ts";
import type { NetworkTargets } from "./network-request.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const count = 60;
/** How bright the upper and the lower half of each image are. */
const brightness: NdArray = { data: Random.fromSeed(1).uniform(2 * count), shape: [count, 2] };
const halves = (side: number): ImageSet => ({
  name: "halves",
  key: `halves ${side}`,
  x: {
    data: Float32Array.from({ length: count * side ** 2 }, (_, i) => {
      const [image, pixel] = [Math.floor(i / side ** 2), i % side ** 2];
      return brightness.data[2 * image + (pixel < side ** 2 / 2 ? 0 : 1)] as number;
    }),
    shape: [count, side, side, 1],
  },
});
const difference = Float32Array.from(
  { length: count },
  (_, i) => (brightness.data[2 * i] as number) - (brightness.data[2 * i + 1] as number),
);
const values: NetworkTargets = {
  loss: "squared-error",
  values: { data: difference, shape: [count, 1] },
};
const classes: NetworkTargets & { readonly labels: Int32Array } = {
  loss: "cross-entropy",
  labels: Int32Array.from(difference, (value) => (value > 0 ? 1 : 0)),
};
/** Pixels a side and the network, which for numbers is the smallest there is. */
const networks = {
  "squared-error": [8, { architecture: "mlp-discriminator", widths: [16], shape: [8, 8, 1] }],
  "cross-entropy": [28, { architecture: "digit-classifier", classes: 2, features: 8 }],
} as const;

interface Asked {
  readonly store?: MemoryRunStore;
  readonly targets?: NetworkTargets;
  readonly steps?: number;
  readonly signal?: AbortSignal;
  /** Called with each share; true leaves there. */
  readonly at?: (share: number) => boolean;
}

async function fit({ store = new MemoryRunStore(), targets = values, steps = 30, signal, at }: Asked = {}) {
  const context = { store, signal: signal ?? new AbortController().signal, clock: () => 0 };
  const [side, spec] = networks[targets.loss];
  const images = halves(side);
  const work = fitNetwork({ spec, images, targets, seed: 0, steps, context });
  const shares: number[] = [];
  for (let next = await work.next(); ; next = await work.next()) {
    if (next.done) {
      const { model, hash } = next.value;
      const { data } = await inBatches(images.x, (batch) => {
        const [output] = [applyModel(model, batch, { training: false })].flat();
        return output as tf.Tensor;
      });
      const outputs = [...data];
      disposeModel(model);
      return { hash, outputs, shares };
    }
    shares.push(next.value);
    if (at?.(next.value) === true) {
      await work.return(undefined as never);
      return { hash: "", outputs: [], shares };
    }
  }
}
const filesOf = async (store: MemoryRunStore) =>
  Promise.all((await store.list()).map(async (path) => [path, await store.read(path)] as const));

describe("fitNetwork", () => {
  it("learns numbers by squared error, and classes by cross-entropy", async () => {
    const held = tf.memory().numTensors;
    const numbers = await fit({ steps: 300 });
    const meanSquare = (of: (i: number) => number) =>
      difference.reduce((sum, _, i) => sum + of(i) ** 2, 0) / count;
    const error = meanSquare((i) => (numbers.outputs[i] as number) - (difference[i] as number));
    expect(error / meanSquare((i) => difference[i] as number)).toBeLessThan(0.1);
    const { outputs } = await fit({ targets: classes, steps: 60 });
    const right = classes.labels.filter(
      (label, i) => ((outputs[2 * i + 1] as number) > (outputs[2 * i] as number) ? 1 : 0) === label,
    );
    expect(right.length / count).toBeGreaterThan(0.85);
    expect(tf.memory().numTensors).toBe(held);
  });

  it("finds a network again by images and targets, and takes none of other targets", async () => {
    const store = new MemoryRunStore();
    const first = await fit({ store });
    expect(await fit({ store })).toEqual({ ...first, shares: [] });
    const other: NdArray = { data: difference.map((value) => 1 - value), shape: [count, 1] };
    const hashes = [first.hash];
    for (const targets of [{ loss: "squared-error", values: other } as const, classes]) {
      const { hash, shares } = await fit({ store, targets });
      expect([hashes.includes(hash), shares.length]).toEqual([false, 1]);
      hashes.push(hash);
    }
  });

  it.each(["aborted", "left"] as const)("that was %s goes on there, to the same bytes", async (how) => {
    for (const targets of [values, classes]) {
      const [store, whole] = [new MemoryRunStore(), new MemoryRunStore()];
      const held = tf.memory().numTensors;
      const controller = new AbortController();
      const at = (): boolean => {
        if (how === "aborted") controller.abort();
        return how === "left";
      };
      const broken = fit({ store, targets, steps: 30, at, signal: controller.signal });
      if (how === "aborted") await expect(broken).rejects.toMatchObject({ code: "cancelled" });
      else await broken;
      expect(tf.memory().numTensors).toBe(held);
      expect((await store.list("cache/unfinished")).length).toBeGreaterThan(0);
      expect((await fit({ store, targets })).shares).toEqual([]);
      await fit({ store: whole, targets });
      expect(await filesOf(store)).toEqual(await filesOf(whole));
    }
  });

  /** Puts all that lies in one folder in the place of another. */
  async function copyOver(store: MemoryRunStore, from: string, to: string): Promise<void> {
    await store.remove(to);
    for (const path of await store.list(from))
      await store.write(to + path.slice(from.length), await store.read(path));
  }
  const others: NetworkTargets = {
    loss: "squared-error",
    values: { data: difference.map((value) => 1 - value), shape: [count, 1] },
  };

  it("refuses a stored network that was copied over another", async () => {
    const store = new MemoryRunStore();
    const [one, other] = [await fit({ store }), await fit({ store, targets: others })];
    await copyOver(store, `models/${one.hash}`, `models/${other.hash}`);
    await expect(fit({ store, targets: others })).rejects.toMatchObject({
      code: "checkpoint-corrupt",
      message: expect.stringContaining(`models/${other.hash}/made-from.json`),
      hint: expect.stringContaining(`Delete models/${other.hash}`),
    });
    expect(await fit({ store })).toEqual({ ...one, shares: [] });
  });

  it("goes on from no state that was copied over another", async () => {
    const [store, whole] = [new MemoryRunStore(), new MemoryRunStore()];
    const stopped = async (targets: NetworkTargets): Promise<string> => {
      const before = await store.list("cache/unfinished");
      await fit({ store, targets, at: () => true });
      const added = (await store.list("cache/unfinished")).find((path) => !before.includes(path));
      return (added as string).split("/").slice(0, 3).join("/");
    };
    const [one, other] = [await stopped(values), await stopped(others)];
    await copyOver(store, one, other);
    const { outputs, shares } = await fit({ store, targets: others });
    expect(shares).toHaveLength(1);
    expect(outputs).toEqual((await fit({ store: whole, targets: others })).outputs);
    // Its own is still gone on from.
    expect((await fit({ store })).shares).toEqual([]);
  });

  it("refuses a stored network whose weights were changed, and what is not one target for each image", async () => {
    const store = new MemoryRunStore();
    const { hash } = await fit({ store });
    const path = `models/${hash}/weights.bin`;
    await store.write(
      path,
      (await store.read(path)).map((byte, i) => (i === 5 ? byte ^ 1 : byte)),
    );
    await expect(fit({ store })).rejects.toThrow(CheckpointCorruptError);

    const held = tf.memory().numTensors;
    const short = { data: difference.slice(1), shape: [count - 1, 1] };
    const wide = { data: new Float32Array(3 * count), shape: [count, 3] };
    for (const [targets, message] of [
      [{ loss: "squared-error", values: short }, /one target for each of 60 images \(halves\), received 59/],
      [{ loss: "squared-error", values: { ...wide, shape: [count, 4] } }, /60 of shape \[4\] in 180 numbers/],
      [{ loss: "cross-entropy", labels: new Int32Array(61) }, /received 61/],
      [{ loss: "squared-error", values: wide }, /targets of shape \[64, 1\].*received \[64, 3\]/],
      [{ loss: "cross-entropy", labels: new Int32Array(count).fill(2) }, /classes 0 to 1.*received 2/],
      [{ loss: "cross-entropy", labels: new Int32Array(count).fill(-1) }, /classes 0 to 1.*received -1/],
    ] as const) {
      await expect(fit({ targets })).rejects.toMatchObject({ message: expect.stringMatching(message) });
    }
    expect(tf.memory().numTensors).toBe(held);
  });
});

it("leaves the names of stored autoencoders as they were", async () => {
  const small: ImageSet = {
    name: "grey",
    key: "grey",
    x: { data: new Float32Array(20 * 64).map((_, i) => (i % 7) / 7), shape: [20, 8, 8, 1] },
  };
  const store = new MemoryRunStore();
  const context = { store, signal: new AbortController().signal, clock: () => 0 };
  const work = fitAutoencoder({
    spec: nestedSpec({ imageShape: [8, 8, 1] }),
    images: small,
    seed: 0,
    steps: 2,
    context: context as never,
  });
  let next = await work.next();
  while (!next.done) next = await work.next();
  disposeModel(next.value.model);
  expect(next.value.hash).toBe("5b0d8218806ef2182c41057f9ff12f7a8ed3d1a26e8beaaf350d43a1c4a99ad7");
});
