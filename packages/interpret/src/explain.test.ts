import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, type Lens, MemoryRunStore } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "./explain.ts";
import { reconstruction } from "./lenses/reconstruction/reconstruction.ts";
import { realSet } from "./sets/draw-set.ts";
import { subjectFromModel } from "./subject/subject-from-model.ts";
import { fields, plantedSubject } from "./testdata/planted-subject.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const lens = reconstruction as unknown as Lens;
const settings = { reconstruction: { code: 4, steps: 8 } };
const subject = plantedSubject({ size: 6, realRank: 6, generate: ({ z }) => fields(z, 6), count: 200 });
const asked = (store: MemoryRunStore, signal = new AbortController().signal, lenses = [lens]) =>
  explain({ subject, lenses, options: settings, store, effort: "quick", seed: 1, signal, clock: () => 0 });

describe("explain", () => {
  it("writes the result, and takes trained networks from the folder the second time with the same numbers", async () => {
    const store = new MemoryRunStore();
    const [first] = await finish(asked(store));
    const models = (await store.list("models")).filter((path) => path.endsWith("made-from.json"));
    expect(models).toHaveLength(2);
    const written = JSON.parse(
      new TextDecoder().decode(await store.read("lenses/reconstruction/result.json")),
    );
    expect(written).toEqual(first);
    expect(written.options).toEqual({ code: 4, steps: 8 });

    const stages: string[] = [];
    const again = asked(store);
    let next = await again.next();
    while (!next.done) {
      if (next.value.type === "lens-progress") stages.push(next.value.stage);
      next = await again.next();
    }
    expect(stages.some((stage) => stage.startsWith("training"))).toBe(false);
    expect(next.value[0]).toEqual(first);
  });

  it("refuses a stored network that was changed", async () => {
    const store = new MemoryRunStore();
    await finish(asked(store));
    const path = (await store.list("models")).find((name) => name.endsWith("weights.bin")) as string;
    await store.write(path, (await store.read(path)).slice(0, -4));
    await expect(finish(asked(store))).rejects.toMatchObject({ code: "checkpoint-corrupt" });
  });

  it("ends at a lens that fails, or goes on without it when told to", async () => {
    const failing = {
      ...lens,
      id: "failing",
      // biome-ignore lint/correctness/useYield: it fails before it has anything to say
      async *run() {
        throw new RangeError("planted");
      },
    } as unknown as Lens;
    const store = new MemoryRunStore();
    await expect(finish(asked(store, undefined, [failing, lens]))).rejects.toThrow("planted");
    expect(await store.list("lenses")).toEqual([]);
    const failures: unknown[] = [];
    const onFailure = (id: string, error: unknown) => {
      failures.push([id, (error as Error).message]);
      return true;
    };
    const all = explain({ subject, lenses: [failing, lens], options: settings, store, onFailure });
    expect((await finish(all)).map((result) => result.lens)).toEqual(["reconstruction"]);
    expect(failures).toEqual([["failing", "planted"]]);
  });

  it("frees what it held when stopped, and keeps the old answer when stopped before the lens began", async () => {
    const store = new MemoryRunStore();
    await finish(asked(store));
    const old = await store.read("lenses/reconstruction/result.json");
    await expect(finish(asked(store, AbortSignal.abort()))).rejects.toMatchObject({ code: "cancelled" });
    expect(await store.read("lenses/reconstruction/result.json")).toEqual(old);

    const held = tf.memory().numTensors;
    const stop = new AbortController();
    const work = asked(new MemoryRunStore(), stop.signal);
    await work.next();
    stop.abort();
    await expect(finish(work)).rejects.toMatchObject({ code: "cancelled" });
    expect(tf.memory().numTensors).toBe(held);
  });

  it("stops when asked, and leaves no answer behind", async () => {
    const store = new MemoryRunStore();
    const stop = new AbortController();
    const work = asked(store, stop.signal);
    await work.next();
    stop.abort();
    await expect(finish(work)).rejects.toMatchObject({ code: "cancelled" });
    expect(await store.has("lenses/reconstruction/result.json")).toBe(false);
  });

  it("refuses settings that a lens does not know", async () => {
    const work = explain({
      subject,
      lenses: [lens],
      options: { reconstruction: { stepps: 3 } },
      store: new MemoryRunStore(),
      effort: "quick",
      seed: 1,
      signal: new AbortController().signal,
      clock: () => 0,
    });
    await expect(finish(work)).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(/reconstruction.*stepps/),
    });
  });

  it("says what a subject lacks before anything is done", async () => {
    const needy: Lens = { ...lens, needs: ["labels"] };
    await expect(finish(asked(new MemoryRunStore(), undefined, [needy]))).rejects.toMatchObject({
      code: "run-unsupported",
      message: expect.stringMatching(/needs labels/),
    });
  });
});

it("tells real images of models that share a fingerprint apart by the images", async () => {
  const images = (value: number) => ({
    x: { data: new Float32Array(4).fill(value), shape: [1, 2, 2, 1] },
    ids: ["0"],
  });
  const of = (value: number) =>
    subjectFromModel({
      name: "mine",
      generator: tf.sequential({
        layers: [
          tf.layers.dense({ units: 4, inputShape: [2] }),
          tf.layers.reshape({ targetShape: [2, 2, 1] }),
        ],
      }),
      latent: { parts: [{ kind: "noise", name: "noise", size: 2, prior: "normal" }] },
      outputRange: [0, 1],
      fingerprint: "the same",
      realData: { train: images(value), "held-out": images(1) },
    });
  const keys = await Promise.all(
    [0, 0, 1].map(async (value) => (await realSet(await of(value), "train")).key),
  );
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});
