import { type BackendName, installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type MemoryRunStore, openCheckpoint, writeCheckpoint } from "@ganlens/core";
import { penalties } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { augmentationKinds } from "../augmentation/augmentation-config.ts";
import { corruptionKinds } from "../config/corruption-config.ts";
import { ganRegularisers } from "../gan-regularisers/gan-regularisers.ts";
import { latentRegularisers } from "../latent-regularisers/latent-regularisers.ts";
import { openShardThreads } from "../node/open-shard-threads.ts";
import { optimizers } from "../optimizers/optimizers.ts";
import { trainers } from "../trainers/trainers.ts";
import { exactnessCases } from "./testdata/exactness-cases.ts";
import { trainedBytes } from "./testdata/trained-bytes.ts";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);
const backends: { backend: BackendName; starts: boolean; compiled: boolean }[] = [
  { backend: "cpu", starts: true, compiled: false },
  { backend: "wasm", starts: true, compiled: true },
  { backend: "node", starts: native, compiled: true },
];

describe.each(backends)("on $backend", ({ backend, starts, compiled }) => {
  describe.skipIf(!starts)(starts ? "started" : `needs ${backend}`, () => {
    beforeAll(async () => {
      await openBackend({ require: backend });
      installKernels(tf);
      installGradients(tf);
    });
    const lines = exactnessCases.filter(({ compiledOnly }) => compiled || compiledOnly !== true);

    it.each(lines)("6 steps are 3, a stop, and 3 more, byte for byte: $name", async (line) => {
      const tensors = tf.memory().numTensors;
      const whole = await trainedBytes(line);
      expect(await trainedBytes(line, { stopAt: 3 })).toEqual(whole);
      expect(tf.memory().numTensors).toBe(tensors);
    });

    const runner = openShardThreads({ threads: 2, always: true });
    afterAll(() => runner.close());

    it.each(compiled ? lines.filter(({ inWorkers }) => inWorkers) : [])(
      "two threads give the bytes of one, stopped in between: $name",
      async (line) => {
        expect(await trainedBytes(line, { runner, stopAt: 3 })).toEqual(await trainedBytes(line));
      },
    );
  });
});

it("would see a state that was not brought back", async () => {
  await openBackend({ require: "wasm" });
  const line = exactnessCases.find(({ covers }) => covers.includes("state"));
  if (line === undefined) throw new Error("No line has a state.");
  const whole = await trainedBytes(line);
  const forget = (name: string, value: number) => async (store: MemoryRunStore) => {
    const { manifest, read } = await openCheckpoint(store, 3);
    const files = new Map<string, Uint8Array>();
    for (const path of Object.keys(manifest.files)) files.set(path, await read(path));
    const facts = JSON.parse(new TextDecoder().decode(files.get("state.json")));
    expect(facts.numbers[name]).not.toBe(value);
    facts.numbers[name] = value;
    files.set("state.json", new TextEncoder().encode(JSON.stringify(facts)));
    await writeCheckpoint(store, 3, { files, resumable: true });
  };
  for (const [name, value] of [
    ["count", 0],
    ["probability", 0.9],
  ] as const) {
    const changed = await trainedBytes(line, { stopAt: 3, between: forget(name, value) });
    expect(changed.losses.slice(0, 3)).toEqual(whole.losses.slice(0, 3));
    expect(changed.losses.at(-1)).not.toEqual(whole.losses.at(-1));
  }
});

it("has a line for everything that is registered", () => {
  const covered = exactnessCases.flatMap(({ covers }) => covers);
  const registered = [
    ...[...trainers.keys()].map((id) => `trainer:${id}`),
    ...Object.keys(penalties).map((id) => `penalty:${id}`),
    ...Object.keys(ganRegularisers).map((id) => `gan-regulariser:${id}`),
    ...Object.keys(optimizers).map((id) => `optimizer:${id}`),
    ...Object.keys(latentRegularisers).map((kind) => `latent-regulariser:${kind}`),
    ...corruptionKinds.map((kind) => `corruption:${kind}`),
    ...augmentationKinds.map((kind) => `augmentation:${kind}`),
  ];
  expect(registered.filter((each) => !covered.includes(each))).toEqual([]);
});
