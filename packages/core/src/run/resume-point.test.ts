import { describe, expect, test } from "vitest";
import type { CheckpointManifest } from "../contracts/checkpoint-manifest.ts";
import type { RunRecord } from "../contracts/run-record.ts";
import type { RunStore } from "../store/run-store.ts";
import { withAsked } from "./asked-of-run.ts";
import { listCheckpoints, openCheckpoint } from "./checkpoint.ts";
import { readRunRecord } from "./read-run.ts";
import { findResumePoint } from "./resume-point.ts";
import { runLayout } from "./run-layout.ts";
import { setAside } from "./set-aside.ts";
import { chainedRecord, chainedRun } from "./testdata/chained-run.ts";

const find = async (store: RunStore, from: "newest" | "latest-valid" = "newest") =>
  findResumePoint(store, { record: await readRunRecord(store), from });

async function rewrite<T>(store: RunStore, path: string, change: (value: T) => T): Promise<void> {
  const value = JSON.parse(new TextDecoder().decode(await store.read(path))) as T;
  await store.write(path, new TextEncoder().encode(JSON.stringify(change(value))));
}

/** Puts a checkpoint of another run in the place of one, under the same step or another. */
async function copy(from: RunStore, to: RunStore, step: number, as = step): Promise<void> {
  await to.remove(runLayout.checkpoint(as));
  for (const path of await from.list(runLayout.checkpoint(step))) {
    const name = path.slice(runLayout.checkpoint(step).length);
    await to.write(runLayout.checkpoint(as) + name, await from.read(path));
  }
}

async function flipBit(store: RunStore, path: string): Promise<void> {
  const bytes = await store.read(path);
  bytes[3] = (bytes[3] as number) ^ 1;
  await store.write(path, bytes);
}

test("an untouched run goes on from its newest checkpoint, without a word", async () => {
  const point = await find(await chainedRun());
  expect(point).toMatchObject({ setAside: [], mendLog: false, notes: [] });
  expect(point.checkpoint?.manifest.step).toBe(30);
});

test("a run that has no checkpoint yet begins again", async () => {
  const store = await chainedRun();
  for (const step of await listCheckpoints(store)) await store.remove(runLayout.checkpoint(step));
  expect(await find(store)).toEqual({ checkpoint: undefined, setAside: [], mendLog: false, notes: [] });
});

test("a checkpoint that was removed by hand is no fault of the others", async () => {
  const store = await chainedRun();
  for (const step of [30, 10]) await store.remove(runLayout.checkpoint(step));
  expect((await find(store)).checkpoint?.manifest.step).toBe(20);
});

type Tampering = readonly [
  what: string,
  fault: RegExp,
  setAside: readonly number[],
  goesOn: number | null,
  act: (store: RunStore) => Promise<void>,
];

describe("what was tampered with is refused by name, and the newest sound checkpoint is found", () => {
  test.each<Tampering>([
    [
      "a step that was edited",
      /says that it is of step 45/,
      [30],
      20,
      (store) =>
        rewrite<CheckpointManifest>(store, runLayout.manifest(30), (manifest) => ({ ...manifest, step: 45 })),
    ],
    [
      "a checkpoint under another step",
      /step-000045\/manifest\.json in run says that it is of step 30/,
      [45],
      30,
      (store) => copy(store, store, 30, 45),
    ],
    [
      "a step that was edited, under that step",
      /step-000045.* is not as it was written/,
      [45],
      30,
      async (store) => {
        await copy(store, store, 30, 45);
        await rewrite<CheckpointManifest>(store, runLayout.manifest(45), (manifest) => ({
          ...manifest,
          step: 45,
        }));
      },
    ],
    [
      "a checkpoint of another run",
      /checkpoint of step 30 was made by another run, or from another configuration/,
      [30],
      20,
      async (store) => copy(await chainedRun({ seed: 1 }), store, 30),
    ],
    [
      "an early checkpoint of another run",
      /checkpoint of step 10 was made by another run/,
      [10],
      30,
      async (store) => copy(await chainedRun({ seed: 1 }), store, 10),
    ],
    [
      "an early checkpoint of the same run elsewhere",
      /of step 20 was made after another checkpoint of step 10 than/,
      [20, 30],
      null,
      async (store) => copy(await chainedRun({ weights: "other" }), store, 10),
    ],
    [
      "ties that were cut off",
      /checkpoint of step 30 is tied to no run/,
      [30],
      20,
      (store) =>
        rewrite<CheckpointManifest>(store, runLayout.manifest(30), ({ chain: _, ...manifest }) => manifest),
    ],
    [
      "a manifest with other files",
      /step-000030\/manifest\.json in run is not as it was written/,
      [30],
      20,
      (store) =>
        rewrite<CheckpointManifest>(store, runLayout.manifest(30), (manifest) => ({
          ...manifest,
          files: {},
        })),
    ],
    [
      "a manifest that was cut off",
      /manifest\.json in run to be a checkpoint manifest, but it is not JSON/,
      [30],
      20,
      async (store) =>
        store.write(runLayout.manifest(30), (await store.read(runLayout.manifest(30))).slice(0, 50)),
    ],
    [
      "a flipped bit",
      /step-000030\/state\.npz to have \d+ bytes with SHA-256/,
      [30],
      20,
      (store) => flipBit(store, `${runLayout.checkpoint(30)}/state.npz`),
    ],
    [
      "a file that is gone",
      /no checkpoints\/step-000030\/state\.npz/,
      [30],
      20,
      (store) => store.remove(`${runLayout.checkpoint(30)}/state.npz`),
    ],
  ])("%s", async (_, fault, aside, goesOn, act) => {
    const store = await chainedRun();
    await act(store);
    await expect(find(store)).rejects.toMatchObject({
      code: "checkpoint-corrupt",
      message: expect.stringMatching(fault),
      hint: expect.stringContaining("--from latest-valid"),
    });
    const point = await find(store, "latest-valid");
    expect(point.checkpoint?.manifest.step ?? null).toBe(goesOn);
    expect(point.setAside).toEqual(aside);
    expect(point.notes.join("\n")).toMatch(fault);
    for (const step of point.setAside) await setAside(store, step);
    // The rest of the run is sound, and what is not was not lost.
    expect((await find(store)).checkpoint?.manifest.step ?? null).toBe(goesOn);
    expect((await store.list(runLayout.setAsideFolder)).length).toBeGreaterThan(0);
  });
});

test.each<readonly [string, (record: RunRecord) => RunRecord]>([
  ["seed", (record) => ({ ...record, training: { ...chainedRecord().training, seed: 9 } })],
  [
    "configuration",
    (record) => ({
      ...record,
      training: {
        ...chainedRecord().training,
        config: { trainer: "gan", seed: 0, data: "digits", batchSize: 3 },
      },
    }),
  ],
  ["subject", (record) => ({ ...record, subject: { ...record.subject, range: [-1, 1] } })],
])("a run.json whose %s was edited is refused, however training is to go on", async (_, change) => {
  const store = await chainedRun();
  await rewrite<RunRecord>(store, "run.json", change);
  for (const from of ["newest", "latest-valid"] as const) {
    await expect(find(store, from)).rejects.toMatchObject({
      code: "run-unsupported",
      message: expect.stringMatching(/trainer, configuration, seed, data or subject was changed since/),
    });
  }
});

test("what is outside the ties of run.json may change", async () => {
  const store = await chainedRun();
  await rewrite<RunRecord>(store, "run.json", (record) => ({
    ...record,
    name: "other",
    state: "running",
    versions: { node: "30" },
    backend: { name: "cpu", device: "x" },
    startedAt: "later",
    training: {
      ...chainedRecord().training,
      seconds: 9,
      step: 7,
      config: { trainer: "gan", seed: 0, data: "moved" },
    },
  }));
  expect((await find(store)).notes).toEqual([]);
});

test("the run.json of another run is refused", async () => {
  const store = await chainedRun();
  await store.write("run.json", await (await chainedRun({ seed: 1 })).read("run.json"));
  await expect(find(store)).rejects.toThrow(/checkpoint of step 0 was made by another run/);
  await rewrite<RunRecord>(store, "run.json", ({ training, ...record }) => {
    const { asked: _, ...rest } = training as NonNullable<typeof training>;
    return { ...record, training: rest };
  });
  await expect(find(store)).rejects.toThrow(/run\.json is of a run without such ties/);
});

test("a damaged log is refused with the numbers of its lines, or mended when training goes back", async () => {
  const store = await chainedRun();
  const text = new TextDecoder().decode(await store.read("metrics.ndjson"));
  await store.write("metrics.ndjson", new TextEncoder().encode(text.replace('{"step":20', '{"stop":20')));
  await expect(find(store)).rejects.toThrow(/^Line 2 of metrics\.ndjson cannot be read/);
  const point = await find(store, "latest-valid");
  expect(point.checkpoint?.manifest.step).toBe(30);
  expect(point).toMatchObject({
    mendLog: true,
    notes: [expect.stringMatching(/^Line 2 .* stays beside it/)],
  });
});

describe("checkpoints from before there were ties", () => {
  async function untied(): Promise<RunStore> {
    const store = await chainedRun();
    await rewrite<RunRecord>(store, "run.json", (record) => {
      const { asked: _, ...training } = chainedRecord().training;
      return { ...record, training };
    });
    for (const step of await listCheckpoints(store)) {
      await rewrite<CheckpointManifest>(store, runLayout.manifest(step), ({ chain: _, ...rest }) => rest);
    }
    return store;
  }

  test("are taken as they are, which is said once", async () => {
    const store = await untied();
    const point = await find(store);
    expect(point.checkpoint?.manifest.step).toBe(30);
    expect(point.notes).toEqual([expect.stringMatching(/taken as they are, and tied from here on/)]);
    const found = chainedRecord();
    const { asked: _, ...training } = found.training;
    const next = withAsked({ ...found, training }, { ...found, training }, 30);
    await rewrite<RunRecord>(store, "run.json", () => next);
    expect(await find(store)).toMatchObject({ notes: [], setAside: [] });
  });

  test("are not taken where they lie beyond the step from which all are tied", async () => {
    const store = await untied();
    const found = chainedRecord();
    const { asked: _, ...training } = found.training;
    await rewrite<RunRecord>(store, "run.json", () =>
      withAsked({ ...found, training }, { ...found, training }, 20),
    );
    await expect(find(store)).rejects.toThrow(/checkpoint of step 30 is tied to no run/);
  });
});

test("what was asked before a change is still the run's own, until the step of that change", async () => {
  const store = await chainedRun();
  const found = chainedRecord();
  const longer = withAsked(
    {
      ...found,
      training: { ...found.training, config: { trainer: "gan", seed: 0, data: "digits", more: true } },
    },
    found,
    20,
  );
  await rewrite<RunRecord>(store, "run.json", () => longer);
  await expect(find(store)).rejects.toThrow(/checkpoint of step 30 was made by another run/);
  await store.remove(runLayout.checkpoint(30));
  expect((await find(store)).checkpoint?.manifest.step).toBe(20);
});

test("a checkpoint of another step is opened by no reader", async () => {
  const store = await chainedRun();
  await copy(store, store, 30, 45);
  await expect(openCheckpoint(store, 45)).rejects.toMatchObject({ code: "checkpoint-corrupt" });
  await openCheckpoint(store, 30);
});
