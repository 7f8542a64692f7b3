import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { storedGenerator } from "../engine/network-files.ts";
import { runRecord } from "../testdata/run-record.ts";
import { FileMemo } from "./memo.ts";
import { openRun } from "./open-run.ts";
import { RunFiles } from "./run-files.ts";
import { classNames, dataName, imageShape, whyNoGenerator } from "./subject-facts.ts";

const text = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** Files of which some say that they are larger than they are. */
function filesOf(content: Readonly<Record<string, unknown>>, sizes: Readonly<Record<string, number>> = {}) {
  let reads = 0;
  const bytes = new Map(Object.entries(content).map(([path, value]) => [path, text(value)]));
  const files = new RunFiles({
    location: "the test",
    files: new Map(
      [...bytes].map(([path, { length }]) => [path, { bytes: sizes[path] ?? length, etag: `${length}` }]),
    ),
    read: async (path) => {
      reads++;
      return bytes.get(path) ?? new Uint8Array();
    },
  });
  return { files, reads: () => reads };
}

const run = runRecord("running", 4);
const lens = {
  ...{ schemaVersion: 2, lens: "one", question: "?", answer: "!", effort: "quick", seed: 0 },
  ...{ fingerprint: "f", step: 0, measures: [], figures: [], evidence: [] },
  ...{ artifacts: [], verdicts: [], controls: [] },
};

describe("openRun", () => {
  it.each([
    ["alive", "running"],
    ["gone", "interrupted"],
    [undefined, "not known"],
  ] as const)("says how a run stands whose process is %s", async (writer, standing) => {
    const bytes = text(run);
    const files = new RunFiles({
      location: "the test",
      files: new Map([["run.json", { bytes: bytes.length, etag: "1" }]]),
      read: async () => bytes,
      writer,
    });
    expect((await openRun(files, new FileMemo())).standing).toBe(standing);
  });

  it("reads run, lenses in their order, steps and the log, and reads again only what has changed", async () => {
    const content = {
      "run.json": run,
      "metrics.ndjson": '{"step":1,"losses":{"g":1}}\n{"step":2,"losses":{"g":null}}\n{"step":3,"los',
      "lenses/zebra/result.json": { ...lens, lens: "zebra" },
      "lenses/compression/result.json": { ...lens, lens: "compression" },
      "samples/step-000010.png": "",
      "samples/step-000002.png": "",
      "checkpoints/step-000000/manifest.json": "{}",
      "checkpoints/step-000002/generator/model.json": "{}",
    };
    const memo = new FileMemo();
    const { files, reads } = filesOf(content);
    const read = await openRun(files, memo);
    expect(read.results.map(({ lens }) => lens)).toEqual(["compression", "zebra"]);
    expect([read.sampleSteps, read.checkpoints]).toEqual([[2, 10], [0]]);
    expect(read.logged.map(({ step, losses }) => [step, losses.g])).toEqual([
      [1, 1],
      [2, null],
    ]);
    expect(read.notes).toEqual([]);
    const before = reads();
    await openRun(files, memo);
    expect(reads()).toBe(before);
  });

  it("leaves out what is too large, or says that it is of something else, and says so", async () => {
    const content = {
      "run.json": run,
      "metrics.ndjson": "{}\n",
      "lenses/large/result.json": lens,
      "lenses/other/result.json": lens,
    };
    const sizes = { "metrics.ndjson": 2 ** 30, "lenses/large/result.json": 2 ** 30 };
    const { notes, results } = await openRun(filesOf(content, sizes).files, new FileMemo());
    expect(results).toEqual([]);
    expect(notes.join("\n")).toMatch(/“large” is left out: .* 1 GiB, and 32 MiB are allowed/);
    expect(notes.join("\n")).toMatch(/“other” is left out: .* belongs to the lens “one”/);
    expect(notes.join("\n")).toMatch(/losses are left out: metrics.ndjson is larger/);
  });

  it.each([
    ["neither a run nor a lens", { "readme.md": "" }, {}, /found neither/],
    [
      "a run.json that is too large",
      { "run.json": run },
      { "run.json": 2 ** 40 },
      /larger than this page reads/,
    ],
    ["a run.json of the future", { "run.json": { ...run, schemaVersion: 3 } }, {}, /schema version 3/],
    ["a run.json that is a list", { "run.json": "[]" }, {}, /not a run record/],
  ])("refuses %s", async (_, content, sizes, message) => {
    await expect(openRun(filesOf(content, sizes).files, new FileMemo())).rejects.toThrow(message);
  });

  it("shows lenses without a run, and says what is missing", async () => {
    const { record, results, notes } = await openRun(
      filesOf({ "lenses/one/result.json": lens }).files,
      new FileMemo(),
    );
    expect([record, results.length]).toEqual([null, 1]);
    expect(notes).toEqual([expect.stringContaining("There is no run.json")]);
  });
});

it("opens the committed run of version 1, with the autoencoders that its lenses have stored", async () => {
  const folder = fileURLToPath(new URL("../../../../packages/core/testdata/run-v1", import.meta.url));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(folder, file), { bytes: 1, etag: "" }] as const);
  const read = (path: string) => readFile(join(folder, path)).then((bytes) => new Uint8Array(bytes));
  const run = await openRun(
    new RunFiles({ location: "run-v1", files: new Map(files), read }),
    new FileMemo(),
  );
  expect(run.record?.kind).toBe("trained");
  expect(run.checkpoints.length).toBeGreaterThan(1);
  expect(run.autoencoders.map(({ learned }) => learned)).toEqual(["real", "generated"]);
  expect([imageShape(run), classNames(run).length, dataName(run)]).toEqual([[8, 8, 1], 10, "digits-8x8"]);
  expect(whyNoGenerator(run)).toBeNull();
  const stored = await storedGenerator(run, run.checkpoints[0] ?? null)?.load();
  expect(Object.keys(stored?.expected ?? {})).toEqual(["model.json", "weights.bin"]);
});

describe("RunFiles", () => {
  it("refuses paths that lead outside, folders with too many files, and files that have grown too large", async () => {
    expect(() => filesOf({ "../x": "" })).toThrow(/inside the run folder/);
    const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`f${at}`, ""]));
    expect(() => filesOf(many)).toThrow(/at most 20000 files/);
    await expect(filesOf({ a: "12345" }, { a: 1 }).files.readAtMost("a", 3)).rejects.toThrow(
      /5 bytes, and 3 bytes/,
    );
    await expect(filesOf({ a: "12345" }, { a: 2 ** 30 }).files.readAtMost("a", 2 ** 31)).rejects.toThrow(
      /1 GiB, and 256 MiB/,
    );
  });
});
