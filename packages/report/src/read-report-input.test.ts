import { type LensResult, MemoryRunStore, RunUnsupportedError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { readReportInput } from "./read-report-input.ts";
import { syntheticGrid } from "./testdata/synthetic-png.ts";
import { syntheticReport, syntheticRun } from "./testdata/synthetic-report.ts";

type Files = Readonly<Record<string, string | Uint8Array | object>>;

function storeOf(files: Files): MemoryRunStore {
  const encoder = new TextEncoder();
  const entries = Object.entries(files).map(([path, content]): [string, Uint8Array] => [
    path,
    content instanceof Uint8Array
      ? content
      : encoder.encode(typeof content === "string" ? content : JSON.stringify(content)),
  ]);
  return new MemoryRunStore("the run", entries);
}

function resultOf(lens: string): LensResult {
  return { ...syntheticReport.results[0]!, lens };
}

const lensFiles = (...ids: readonly string[]): Files =>
  Object.fromEntries(ids.map((id) => [`lenses/${id}/result.json`, resultOf(id)]));

describe("readReportInput", () => {
  it("reads run, results, pictures, the last samples and the losses", async () => {
    const grid = syntheticGrid(2, 2);
    const input = await readReportInput(
      storeOf({
        "run.json": syntheticRun,
        ...lensFiles("reconstruction"),
        "lenses/reconstruction/grid.png": grid,
        "samples/step-000900.png": syntheticGrid(1, 1),
        "samples/step-001000.png": grid,
        "samples/notes.txt": "not a grid",
        "metrics.ndjson": '{"step":1,"images":64,"losses":{"generator":2,"discriminator":null}}\n',
      }),
    );
    expect(input.run).toEqual(syntheticRun);
    expect(input.results).toEqual([resultOf("reconstruction")]);
    expect(input.notes).toEqual([]);
    expect(input.samples?.png).toEqual(grid);
    expect(input.samples?.caption).toContain("step 1000");
    expect(input.losses).toEqual([{ step: 1, losses: { generator: 2 } }]);
    expect(await input.readImage("reconstruction", "grid.png")).toEqual(grid);
    expect(await input.readImage("reconstruction", "other.png")).toBeNull();
  });

  it("keeps the caller's order of lenses, the rest after it by name", async () => {
    const store = storeOf({ "run.json": syntheticRun, ...lensFiles("zeta", "alpha", "first", "second") });
    const read = async (lensOrder?: readonly string[]): Promise<readonly string[]> =>
      (await readReportInput(store, lensOrder === undefined ? {} : { lensOrder })).results.map(
        ({ lens }) => lens,
      );
    expect(await read(["first", "absent", "second"])).toEqual(["first", "second", "alpha", "zeta"]);
    expect(await read()).toEqual(["alpha", "first", "second", "zeta"]);
  });

  it.each<readonly [string, string | Uint8Array | object, RegExp]>([
    ["JSON that is cut short", '{"schemaVersion": 1, "lens"', /JSON/],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /not valid/],
    ["a newer schema", { ...resultOf("broken"), schemaVersion: 9 }, /schema version 9/],
    ["a field of the wrong type", { ...resultOf("broken"), seed: "seven" }, /seed/],
    ["the result of another lens", resultOf("other"), /belongs to the lens “other”/],
    [
      "a picture outside its folder",
      {
        ...resultOf("broken"),
        figures: [{ ...resultOf("broken").figures[0]!, image: "../../secret.png" }],
      },
      /figures\.0\.image/,
    ],
  ])("says that a lens is left out for %s, and reads the others", async (_, content, reason) => {
    const files = { "run.json": syntheticRun, ...lensFiles("sound"), "lenses/broken/result.json": content };
    const { results, notes } = await readReportInput(storeOf(files));
    expect(results.map(({ lens }) => lens)).toEqual(["sound"]);
    expect(notes).toHaveLength(1);
    expect(notes?.[0]).toMatch(/^The lens “broken” is left out/);
    expect(notes?.[0]).toMatch(reason);
  });

  it("takes half a last line of metrics.ndjson silently and counts other broken lines", async () => {
    const line = (step: number): string => JSON.stringify({ step, losses: { generator: step / 2 } });
    const read = async (text: string): Promise<readonly [number, readonly string[]]> => {
      const input = await readReportInput(storeOf({ "run.json": syntheticRun, "metrics.ndjson": text }));
      return [input.losses?.length ?? 0, input.notes ?? []];
    };
    expect(await read(`${line(1)}\n${line(2)}\n${line(3).slice(0, 14)}`)).toEqual([2, []]);
    expect(await read(`${line(1)}\nnonsense\n{"step":-1,"losses":{}}\n${line(2)}\n`)).toEqual([
      2,
      ["2 lines of metrics.ndjson could not be read."],
    ]);
    expect(await read(`nonsense\n${line(1)}\n`)).toEqual([
      1,
      ["1 line of metrics.ndjson could not be read."],
    ]);
    expect(await read("")).toEqual([0, []]);
  });

  it("reads lenses without a run, with a note", async () => {
    const { run, results, notes } = await readReportInput(storeOf(lensFiles("alone")));
    expect(run).toBeNull();
    expect(results).toHaveLength(1);
    expect(notes?.[0]).toContain("no run.json");
  });

  it("refuses a folder that is not a run and a run.json that it cannot read", async () => {
    const refused = async (files: Files): Promise<RunUnsupportedError> =>
      readReportInput(storeOf(files)).then(
        () => expect.unreachable("was read"),
        (error: RunUnsupportedError) => error,
      );
    for (const [files, message] of [
      [{ "readme.txt": "hello" }, /found neither/],
      [{ "run.json": "{" }, /Expected JSON in run\.json/],
      [{ "run.json": { ...syntheticRun, schemaVersion: 2 } }, /schema version 2/],
      [{ "run.json": { ...syntheticRun, seed: -1, step: "many" } }, /seed.*step/],
    ] as const) {
      const error = await refused(files);
      expect(error).toBeInstanceOf(RunUnsupportedError);
      expect(error.message).toMatch(message);
    }
  });
});
