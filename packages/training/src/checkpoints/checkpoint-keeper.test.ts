import {
  listCheckpoints,
  MemoryRunStore,
  openCheckpoint,
  Random,
  type RunStore,
  readManifest,
  readRunRecord,
  runLayout,
} from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Schedule } from "../config/schedule.ts";
import { countedBytes, countingRun, DyingStore } from "../testdata/counting-run.ts";

const schedule: Schedule = {
  totalSteps: 20,
  sampleEvery: 5,
  logEvery: 1,
  checkpointEvery: 4,
  snapshots: 4,
  keepLast: 1,
  keepEvery: 0,
};

async function trained(change: Partial<Schedule> = {}): Promise<MemoryRunStore> {
  const store = new MemoryRunStore("run");
  await countingRun({ schedule: { ...schedule, ...change }, store });
  return store;
}

/** Steps of all checkpoints; those from which training can go on with a star. */
async function kept(store: RunStore): Promise<readonly string[]> {
  const steps = await listCheckpoints(store);
  return Promise.all(
    steps.map(async (step) => `${step}${(await readManifest(store, step)).manifest.resumable ? "*" : ""}`),
  );
}

describe("what stays", () => {
  it.each([
    ["the newest, and snapshots, unless told", {}, ["0", "5", "10", "20*"]],
    ["the newest ones", { keepLast: 3 }, ["0", "5", "10", "12*", "16*", "20*"]],
    [
      "every so many steps, saved there also where no other is",
      { keepEvery: 6 },
      ["0", "5", "6*", "10", "12*", "18*", "20*"],
    ],
    ["both, which do not add up", { keepLast: 2, keepEvery: 8 }, ["0", "5", "8*", "10", "16*", "20*"]],
    ["nothing but the newest", { snapshots: 0 }, ["20*"]],
    ["one at the end", { snapshots: 0, checkpointEvery: 0 }, ["20*"]],
  ] as const)("%s", async (_, change, steps) => {
    expect(await kept(await trained(change))).toEqual(steps);
  });

  it.each([
    // 26 at 6, 15 at 12, 4 at 18, 25 at 20; with every third, 13 at 3, 2 at 9 and 28 at 15 as well.
    ["the best of those that were measured", { snapshots: 0 }, 6, ["6", "20*"]],
    ["the best of all alone", { snapshots: 0 }, 3, ["15", "20*"]],
    [
      "the best, whole where training could go on from it",
      { snapshots: 0, checkpointEvery: 3 },
      6,
      ["6*", "20*"],
    ],
    ["the newest where it is the best", { snapshots: 0 }, 4, ["20*"]],
    ["the best beside snapshots", {}, 6, ["0", "5", "6", "10", "20*"]],
  ] as const)("%s", async (_, change, measureEvery, steps) => {
    const store = new MemoryRunStore("run");
    await countingRun({ schedule: { ...schedule, ...change }, measureEvery, store });
    expect(await kept(store)).toEqual(steps);
  });

  it("never removes a checkpoint before a newer one is whole", async () => {
    const store = new MemoryRunStore("run");
    const remove = store.remove.bind(store);
    store.remove = async (path) => {
      const step = Number(/^checkpoints\/step-(\d+)$/.exec(path)?.[1]);
      if (!Number.isNaN(step)) {
        const newest = (await listCheckpoints(store)).at(-1) as number;
        const { manifest, read } = await openCheckpoint(store, newest);
        for (const file of Object.keys(manifest.files)) await read(file);
        expect(newest).toBeGreaterThan(step);
      }
      await remove(path);
    };
    await countingRun({ schedule, store });
  });

  it("flushes the log before the manifest that speaks of it", async () => {
    const done: string[] = [];
    const store = Object.assign(new MemoryRunStore("run"), {
      sync: async (path: string) => {
        done.push(`sync ${path}`);
      },
    });
    const [write, append] = [store.write.bind(store), store.append.bind(store)];
    store.write = async (path, bytes) => {
      done.push(`write ${path}`);
      await write(path, bytes);
    };
    store.append = async (path, bytes) => {
      done.push(`append ${path}`);
      await append(path, bytes);
    };
    await countingRun({ schedule, store });
    for (const [i, each] of done.entries()) {
      if (!each.endsWith("/manifest.json")) continue;
      const before = done.slice(0, i);
      expect(before.lastIndexOf("sync metrics.ndjson")).toBeGreaterThan(
        before.lastIndexOf("append metrics.ndjson"),
      );
    }
    expect(done.filter((each) => each === "sync metrics.ndjson").length).toBeGreaterThan(5);
  });
});

describe("a store that refuses", () => {
  it("keeps the checkpoint before, and nothing of the one that did not fit", async () => {
    const store = new MemoryRunStore("full");
    const write = store.write.bind(store);
    store.write = async (path, bytes) => {
      if (path === "checkpoints/step-000008/state.json") throw new Error("the disk is full");
      await write(path, bytes);
    };
    await expect(countingRun({ schedule, store })).rejects.toThrow("the disk is full");
    expect(await kept(store)).toEqual(["0", "4*", "5"]);
    expect(await store.list(runLayout.checkpoint(8))).toEqual([]);
    expect(await readRunRecord(store)).toMatchObject({ state: "failed", reason: "the disk is full" });
    store.write = write;
    await countingRun({ schedule, store });
    expect(await countedBytes(store)).toEqual(await countedBytes(await trained()));
  });
});

describe("the chain", () => {
  it("is the same in every run of the same bytes, and ties each checkpoint to the one before it that stays", async () => {
    const store = await trained({ keepEvery: 8 });
    const { training } = await readRunRecord(store);
    const hashes = new Map<number, string>();
    const previous: (number | null)[] = [];
    for (const step of await listCheckpoints(store)) {
      const { manifest, sha256 } = await readManifest(store, step);
      const { chain } = manifest;
      hashes.set(step, sha256);
      expect(chain).toMatchObject({ run: training?.asked?.sha256, kept: true, log: { lines: step } });
      if (chain?.previous) expect(chain.previous.sha256).toBe(hashes.get(chain.previous.step));
      previous.push(chain?.previous?.step ?? null);
    }
    expect(previous).toEqual([null, 0, 5, 8, 10, 16]);
    expect(await countedBytes(await trained({ keepEvery: 8 }))).toEqual(await countedBytes(store));
  });

  it("is there only where run.json says what is asked", async () => {
    const store = await trained();
    const { manifest } = await readManifest(store, 20);
    expect(manifest.chain).toBeDefined();
    const bare = new MemoryRunStore("bare");
    const { runSteps } = await import("../loop/run-steps.ts");
    const { TrainingWatch } = await import("../loop/training-watch.ts");
    const { countingTrainee } = await import("../testdata/counting-run.ts");
    const steps = runSteps({
      trainee: countingTrainee(),
      schedule,
      watch: new TrainingWatch({ totalSteps: schedule.totalSteps, falling: [] }),
      startStep: 0,
      store: bare,
      clock: () => 0,
    });
    for await (const _ of steps);
    expect((await readManifest(bare, 20)).manifest.chain).toBeUndefined();
    expect(await kept(bare)).toEqual(await kept(store));
  });

  it("goes on over a change that run.json writes down", async () => {
    const store = new MemoryRunStore("run");
    await countingRun({ schedule, store, until: 9 });
    const before = (await readRunRecord(store)).training?.asked;
    await countingRun({ schedule, store, flavour: "other", until: 13 });
    const { training } = await readRunRecord(store);
    expect(training?.asked?.before).toEqual([{ sha256: before?.sha256, until: 9 }]);
    await countingRun({ schedule, store, flavour: "other" });
    expect((await readRunRecord(store)).state).toBe("finished");
    const runs = await Promise.all(
      [5, 20].map(async (step) => (await readManifest(store, step)).manifest.chain?.run),
    );
    expect(runs).toEqual([before?.sha256, training?.asked?.sha256]);
  });
});

/** Schedules in which everything that may coincide does now and then, and steps at which training is stopped. */
function drawn(random: Random): { readonly schedule: Schedule; readonly stops: readonly number[] } {
  const draw = (high: number, low = 0) => random.integers(1, { low, high: high + 1 })[0] as number;
  return {
    schedule: {
      totalSteps: draw(24, 1),
      sampleEvery: 7,
      logEvery: draw(3, 1),
      checkpointEvery: draw(5),
      snapshots: draw(6),
      keepLast: draw(3, 1),
      keepEvery: draw(6),
    },
    stops: [...random.integers(draw(4), { low: 1, high: 25 })].sort((one, other) => one - other),
  };
}

describe("a run that is stopped, or killed", () => {
  it("ends as one that never was, wherever it is stopped", async () => {
    for (let draw = 0; draw < 60; draw++) {
      const { schedule: any, stops } = drawn(Random.fromSeed(draw));
      const whole = new MemoryRunStore("whole");
      await countingRun({ schedule: any, store: whole });
      const store = new MemoryRunStore("stopped");
      let end: unknown;
      for (const until of [...stops, undefined]) {
        if (end === "finished") break;
        const last = (await countingRun({ schedule: any, store, until })).at(-1);
        end = last?.type === "run-end" ? last.reason : undefined;
      }
      expect(end).toBe("finished");
      expect(await countedBytes(store), `draw ${draw}`).toEqual(await countedBytes(whole));
    }
  });

  it.each<readonly [string, Partial<Schedule>, number | undefined, number | undefined]>([
    ["as it is", {}, undefined, undefined],
    ["with several that stay", { keepLast: 2, keepEvery: 6 }, undefined, undefined],
    ["after it was stopped where only the generator is to stay", {}, 10, undefined],
    ["after it was stopped where nothing is to stay", { keepLast: 2 }, 11, undefined],
    ["measured on the way", {}, undefined, 1],
    ["measured where it is saved, too", { keepLast: 2, snapshots: 0 }, undefined, 2],
    ["measured, and stopped where it was best", { snapshots: 0 }, 6, 3],
    ["measured, and stopped where it was not", { snapshots: 0 }, 11, 3],
  ])(
    "ends as one that never was, killed at any of its operations: %s",
    async (_, change, stop, measureEvery) => {
      const any = { ...schedule, totalSteps: 14, ...change };
      const whole = new MemoryRunStore("whole");
      await countingRun({ schedule: any, measureEvery, store: whole });
      const bytes = await countedBytes(whole);
      let operations = Number.POSITIVE_INFINITY;
      for (let at = 1; at <= operations; at++) {
        const store = new DyingStore("dying");
        if (stop !== undefined) await countingRun({ schedule: any, measureEvery, store, until: stop });
        store.operations = 0;
        store.diesAt = at;
        const dead = await countingRun({ schedule: any, measureEvery, store }).then(
          () => false,
          () => true,
        );
        if (!dead) operations = at;
        store.diesAt = Number.POSITIVE_INFINITY;
        const state = (await store.has(runLayout.record)) ? (await readRunRecord(store)).state : "none";
        if (state !== "finished") await countingRun({ schedule: any, measureEvery, store });
        expect(await countedBytes(store), `killed at ${at}`).toEqual(bytes);
      }
      expect(operations).toBeGreaterThan(20);
    },
  );

  it("ends as one that never was, killed again and again", async () => {
    for (let draw = 0; draw < 40; draw++) {
      const random = Random.fromSeed(draw).split("again");
      const { schedule: any } = drawn(random);
      const whole = new MemoryRunStore("whole");
      await countingRun({ schedule: any, store: whole });
      const store = new DyingStore("dying");
      for (const after of random.integers(5, { low: 1, high: 40 })) {
        store.operations = 0;
        store.diesAt = after;
        const state = (await store.has(runLayout.record)) ? (await readRunRecord(store)).state : "none";
        if (state !== "finished") await countingRun({ schedule: any, store }).catch(() => undefined);
      }
      store.diesAt = Number.POSITIVE_INFINITY;
      const { state } = (await store.has(runLayout.record)) ? await readRunRecord(store) : { state: "none" };
      if (state !== "finished") await countingRun({ schedule: any, store });
      expect(await countedBytes(store), `draw ${draw}`).toEqual(await countedBytes(whole));
    }
  });

  it("removes pictures beyond the checkpoint that it goes on from, which are made again", async () => {
    const store = new MemoryRunStore("run");
    await countingRun({ schedule, store, until: 9 });
    for (const step of [9, 11]) await store.write(runLayout.sampleGrid(step), new Uint8Array(step));
    await store.write(runLayout.sampleArrays(11), new Uint8Array(11));
    await countingRun({ schedule, store, until: 10 });
    expect(await store.list(runLayout.samplesFolder)).toEqual([0, 5, 9, 10].map(runLayout.sampleGrid));
  });

  it("sets aside what lies beyond the checkpoint that it goes on from, until a newer one is saved", async () => {
    const store = new MemoryRunStore("run");
    await countingRun({ schedule: { ...schedule, keepLast: 2 }, store, until: 13 });
    expect(await kept(store)).toEqual(["0", "5", "10", "12*", "13*"]);
    for (const step of [12, 13]) {
      const path = `${runLayout.checkpoint(step)}/state.json`;
      const bytes = await store.read(path);
      bytes[0] = (bytes[0] as number) ^ 1;
      await store.write(path, bytes);
    }
    const again = { schedule: { ...schedule, keepLast: 2 }, store };
    await expect(countingRun(again)).rejects.toThrow(/step-000013\/state\.json/);
    expect(await kept(store)).toEqual(["0", "5", "10", "12*", "13*"]);
    const steps: (readonly string[])[] = [];
    const remove = store.remove.bind(store);
    store.remove = async (path) => {
      if (path === runLayout.setAsideFolder) steps.push(await kept(store));
      await remove(path);
    };
    await countingRun({ ...again, from: "latest-valid" });
    // Nothing that it could go on from was sound, so it began again, and the first new one that is took their place.
    expect(steps).toEqual([["0", "4*"]]);
    const whole = new MemoryRunStore("whole");
    await countingRun({ schedule: { ...schedule, keepLast: 2 }, store: whole });
    expect(await countedBytes(store)).toEqual(await countedBytes(whole));
  });
});
