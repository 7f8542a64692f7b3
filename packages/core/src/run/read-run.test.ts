import { describe, expect, it } from "vitest";
import { MemoryRunStore } from "../store/memory-run-store.ts";
import type { RunReader } from "../store/run-store.ts";
import { readRun } from "./read-run.ts";
import { chainedRun } from "./testdata/chained-run.ts";

const text = (value: unknown) =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const run = {
  schemaVersion: 2,
  kind: "imported",
  name: "mine",
  subject: { shape: [8, 8, 1] },
  state: "finished",
  versions: {},
  backend: { name: "wasm", device: "" },
  startedAt: "2026-01-01T00:00:00.000Z",
};
const model = "a".repeat(64);
const result = (lens: string, change: object = {}) => ({
  schemaVersion: 2,
  lens,
  question: "?",
  fingerprint: "f",
  step: null,
  answer: "!",
  effort: "quick",
  seed: 0,
  measures: [],
  figures: [],
  evidence: [],
  artifacts: [{ type: "autoencoder", id: "a", title: "A", model, learned: "real", seed: 0 }],
  verdicts: [],
  controls: [],
  ...change,
});
const line = (step: number) => JSON.stringify({ step, losses: { generator: 1, discriminator: null } });
const storeOf = (files: Readonly<Record<string, unknown>>) =>
  new MemoryRunStore(
    "the run",
    Object.entries({ "run.json": run, ...files }).map(([path, value]) => [path, text(value)] as const),
  );

describe("readRun", () => {
  it("reads what is there, lenses in the order of reports, steps ascending", async () => {
    const contents = await readRun(
      storeOf({
        "lenses/zebra/result.json": result("zebra"),
        "lenses/reconstruction/result.json": result("reconstruction"),
        "lenses/distance/result.json": result("distance", { artifacts: [] }),
        [`models/${model}/made-from.json`]: {},
        "metrics.ndjson": `${line(1)}\n${line(2)}\n{"step":3,"los`,
        "samples/step-000010.png": "",
        "samples/step-000002.png": "",
        "checkpoints/step-000002/manifest.json": "{}",
        "checkpoints/step-000004/generator/model.json": "{}",
      }),
    );
    expect(contents.results.map(({ lens }) => lens)).toEqual(["distance", "reconstruction", "zebra"]);
    expect(contents.sampleSteps).toEqual([2, 10]);
    expect(contents.checkpoints).toEqual([2]);
    expect(contents.logged.map(({ step }) => step)).toEqual([1, 2]);
    expect(contents.autoencoders.map((each) => each.model)).toEqual([model]);
    expect(contents.notes).toEqual([]);
  });

  it.each([
    ["cut off", '{"schemaVersion":2,"le', /is left out: Expected.*not JSON/],
    ["of another lens", result("identifiability"), /belongs to the lens “identifiability”/],
    ["of a newer ganlens", { schemaVersion: 7 }, /schema version 7; this ganlens knows versions up to 2/],
    ["too deep", `{"schemaVersion":2,"answer":${"[".repeat(200)}${"]".repeat(200)}}`, /levels deep/],
    ["empty", "", /not JSON/],
    [
      "an artifact that leads outside",
      result("distance", {
        artifacts: [{ type: "latents", id: "a", title: "A", file: "../run.json" }],
      }),
      /artifacts\.0\.file/,
    ],
  ])("leaves a lens out whose result is %s, and reads the rest", async (_, bad, complaint) => {
    const { results, notes } = await readRun(
      storeOf({
        "lenses/distance/result.json": bad,
        "lenses/compression/result.json": result("compression"),
      }),
    );
    expect(results.map(({ lens }) => lens)).toEqual(["compression"]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^The lens “distance” is left out/);
    expect(notes[0]).toMatch(complaint);
  });

  it("names lines of the log that cannot be read, and goes on", async () => {
    const lines = [line(1), "nonsense", '{"step":-1,"losses":{}}', "[".repeat(1e5), line(2), line(3)];
    const { logged, notes } = await readRun(storeOf({ "metrics.ndjson": lines.join("\n") }));
    expect(logged.map(({ step }) => step)).toEqual([1, 2, 3]);
    expect(notes).toEqual(["Lines 2, 3, 4 of metrics.ndjson cannot be read."]);
  });

  it("reads nothing that is larger than its ceiling, and asks readers that can tell before they read", async () => {
    const store = storeOf({
      "lenses/distance/result.json": result("distance", { answer: "x".repeat(5000) }),
      "lenses/compression/result.json": result("compression"),
      "metrics.ndjson": `${line(1)}\n`.repeat(100),
    });
    const ceilings = { jsonBytes: 2000, logBytes: 1000 };
    const { results, logged, notes } = await readRun(store, { ceilings });
    expect(results.map(({ lens }) => lens)).toEqual(["compression"]);
    expect(logged).toEqual([]);
    expect(notes.filter((note) => note.includes("larger than is read"))).toHaveLength(2);

    const asked: [string, number][] = [];
    const telling: RunReader = {
      location: "the run",
      list: (folder) => store.list(folder),
      has: (path) => store.has(path),
      read: () => Promise.reject(new Error("read whole")),
      readAtMost: (path, bytes) => {
        asked.push([path, bytes]);
        return store.read(path);
      },
    };
    await readRun(telling, { ceilings });
    expect(asked).toContainEqual(["lenses/distance/result.json", 2000]);
    expect(asked).toContainEqual(["metrics.ndjson", 1000]);
  });

  it("shows a bounded number of lenses, and says so", async () => {
    const names = Array.from({ length: 5 }, (_, i) => `lens-${i}`);
    const files = Object.fromEntries(names.map((name) => [`lenses/${name}/result.json`, result(name)]));
    const { results, notes } = await readRun(storeOf(files), { ceilings: { lenses: 2 } });
    expect(results).toHaveLength(2);
    expect(notes).toEqual(["Only the first 2 of 5 lenses are shown."]);
  });

  it("refuses a run.json that is none, and a folder that is no run; answers without a run are shown", async () => {
    await expect(readRun(storeOf({ "run.json": { ...run, kind: "stolen" } }))).rejects.toThrow(/kind/);
    await expect(readRun(storeOf({ "run.json": { schemaVersion: 9 } }))).rejects.toThrow(/version 9/);
    await expect(readRun(new MemoryRunStore("here", [["a.txt", text("")]]))).rejects.toThrow(/found neither/);
    const alone = new MemoryRunStore("here", [["lenses/distance/result.json", text(result("distance"))]]);
    const { record, results, notes } = await readRun(alone);
    expect([record, results.length, notes[0]]).toEqual([null, 1, expect.stringContaining("no run.json")]);
  });

  it("says once that answers come from an unknown generator", async () => {
    const { notes } = await readRun(
      storeOf({
        "lenses/distance/result.json": result("distance", { fingerprint: null }),
        "lenses/compression/result.json": result("compression", { fingerprint: null }),
      }),
    );
    expect(notes.filter((note) => note.includes("unknown one"))).toHaveLength(1);
  });
});

it("shows a run.json that was edited with what is wrong with it", async () => {
  const store = await chainedRun();
  expect((await readRun(store)).notes).toEqual([]);
  const record = JSON.parse(new TextDecoder().decode(await store.read("run.json")));
  await store.write(
    "run.json",
    new TextEncoder().encode(JSON.stringify({ ...record, training: { ...record.training, seed: 7 } })),
  );
  const contents = await readRun(store);
  expect(contents.record?.training?.seed).toBe(7);
  expect(contents.notes).toEqual([expect.stringMatching(/run\.json in run .* was changed since/)]);
});
