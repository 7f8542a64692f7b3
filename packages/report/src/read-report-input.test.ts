import { fileURLToPath } from "node:url";
import { decodePng, encodeNpy, type LensResult, MemoryRunStore, RunUnsupportedError } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { describe, expect, it } from "vitest";
import { readReportInput } from "./read-report-input.ts";
import { renderReport } from "./render-report.ts";
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
    expect(input.losses).toMatchObject([{ step: 1, losses: { generator: 2, discriminator: null } }]);
    expect(await input.readImage({ lens: "reconstruction" }, "grid.png")).toEqual(grid);
    expect(await input.readImage({ lens: "reconstruction" }, "other.png")).toBeNull();
  });

  it.each([
    ["alive", "still training", "running"],
    ["gone", "training was interrupted", "interrupted: the process that trained it is gone"],
    ["not known", "training is unfinished", "unfinished; whether it still trains cannot be seen from here"],
    [undefined, "training is unfinished", "unfinished; whether it still trains cannot be seen from here"],
  ] as const)("calls no run running whose process is not seen: %s", async (writer, tag, state) => {
    const store = storeOf({ "run.json": { ...syntheticRun, state: "running" } });
    const input = await readReportInput(store, writer === undefined ? {} : { writer });
    const page = await renderReport({ ...input, trainingImages: false });
    expect(page).toContain(`<li>${tag}</li>`);
    expect(page).toContain(`<dd>${state}</dd>`);
    if (writer !== "alive") expect(page).not.toMatch(/still training|>running</);
  });

  it("does not ask after the process of a run that has ended", async () => {
    const input = await readReportInput(storeOf({ "run.json": syntheticRun }), { writer: "gone" });
    expect(input.standing).toBe(syntheticRun.state);
  });

  it("keeps the order of the lenses that are known, the rest after it by name", async () => {
    const store = storeOf({
      "run.json": syntheticRun,
      ...lensFiles("zeta", "alpha", "compression", "distance"),
    });
    const { results } = await readReportInput(store);
    expect(results.map(({ lens }) => lens)).toEqual(["distance", "compression", "alpha", "zeta"]);
  });

  it.each<readonly [string, string | Uint8Array | object, RegExp]>([
    ["JSON that is cut short", '{"schemaVersion": 1, "lens"', /JSON/],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /not JSON/],
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

  it("takes half a last line of metrics.ndjson silently and names other broken lines", async () => {
    const line = (step: number): string => JSON.stringify({ step, losses: { generator: step / 2 } });
    const read = async (text: string): Promise<readonly [number, readonly string[]]> => {
      const input = await readReportInput(storeOf({ "run.json": syntheticRun, "metrics.ndjson": text }));
      return [input.losses?.length ?? 0, input.notes ?? []];
    };
    expect(await read(`${line(1)}\n${line(2)}\n${line(3).slice(0, 14)}`)).toEqual([2, []]);
    expect(await read(`${line(1)}\nnonsense\n{"step":-1,"losses":{}}\n${line(2)}\n`)).toEqual([
      2,
      ["Lines 2, 3 of metrics.ndjson cannot be read."],
    ]);
    expect(await read(`nonsense\n${line(1)}\n`)).toEqual([1, ["Line 1 of metrics.ndjson cannot be read."]]);
    expect(await read(`${line(1)}\nnonsense\n`)).toEqual([1, ["Line 2 of metrics.ndjson cannot be read."]]);
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
      [{ "run.json": "{" }, /run\.json in the run to be a run record, but it is not JSON/],
      [{ "run.json": { ...syntheticRun, schemaVersion: 9 } }, /schema version 9/],
      [{ "run.json": { ...syntheticRun, training: undefined } }, /training: expected of trained runs/],
      [{ "run.json": { ...syntheticRun, name: 7 } }, /name/],
    ] as const) {
      const error = await refused(files);
      expect(error).toBeInstanceOf(RunUnsupportedError);
      expect(error.message).toMatch(message);
    }
  });

  it("reads a lens's answer about other data beside that about the run's own", async () => {
    const against = { name: "own photographs", sha256: "ab".repeat(32) };
    const other = { ...resultOf("reconstruction"), against };
    const folder = "lenses/reconstruction--abababababab";
    const input = await readReportInput(
      storeOf({
        "run.json": syntheticRun,
        ...lensFiles("reconstruction"),
        [`${folder}/result.json`]: other,
        [`${folder}/grid.png`]: syntheticGrid(1, 1),
      }),
    );
    expect(input.results).toHaveLength(2);
    expect(await input.readImage(other, "grid.png")).toEqual(syntheticGrid(1, 1));
    expect(await input.readImage({ lens: "reconstruction" }, "grid.png")).toBeNull();
    const page = await renderReport({ ...input, trainingImages: true });
    expect(page).toContain("Reconstruction, against own photographs");
    expect(page).toContain("Compared with own photographs, which are not the run’s own data.");
  });

  it("shows the first of the samples that a run was given, or says why it cannot", async () => {
    const { training, ...rest } = syntheticRun;
    const subject = {
      shape: [2, 2, 1],
      samples: { count: 50, parts: [{ count: 50, images: "subject/part-0.npy" }], sha256: "0".repeat(64) },
    };
    const files = { "run.json": { ...rest, kind: "samples", subject } };
    const part = encodeNpy({ data: new Uint8Array(200).fill(255), shape: [50, 2, 2, 1] });
    // The grid of the first of them, which lies there too, has no say: it may be of another size.
    const grid = { "samples/step-000000.png": syntheticGrid(1, 1) };
    const { samples } = await readReportInput(storeOf({ ...files, ...grid, "subject/part-0.npy": part }));
    expect(samples?.caption).toBe("The first 40 of 50 samples that the run was given.");
    const png = decodePng(samples?.png ?? new Uint8Array());
    expect([png.width, png.height, png.data[0]]).toEqual([30, 12, 255]);
    const { notes } = await readReportInput(storeOf(files));
    expect(notes?.[0]).toMatch(/samples are left out: There is no subject\/part-0\.npy/);
    expect(training?.seed).toBe(7);
  });

  it("opens the committed run of version 1", async () => {
    const folder = fileURLToPath(new URL("../../core/testdata/run-v1", import.meta.url));
    const input = await readReportInput(new FolderRunStore(folder));
    expect(input.run?.training?.dataset.name).toBe("digits-8x8");
    expect(input.results.length).toBeGreaterThan(0);
    expect(input.losses?.length).toBeGreaterThan(0);
    expect(input.samples).toBeDefined();
    expect(input.notes?.join()).toContain("an unknown one");
    expect(await renderReport({ ...input, trainingImages: true })).toContain(
      "What the generator makes of the same",
    );
  });

  it("opens the committed runs of version 2, and shows every answer of theirs", async () => {
    for (const [name, lenses] of [
      ["run-v2", 4],
      ["run-v2-imported", 1],
    ] as const) {
      const folder = fileURLToPath(new URL(`../../core/testdata/${name}`, import.meta.url));
      const input = await readReportInput(new FolderRunStore(folder));
      expect(input.results).toHaveLength(lenses);
      expect(input.samples).toBeDefined();
      expect(input.notes ?? []).toEqual([]);
      const page = await renderReport({ ...input, trainingImages: true });
      const words = page.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
      for (const { question } of input.results) expect(words).toContain(question.replaceAll("'", "&#39;"));
      expect(page).not.toMatch(/undefined|NaN|\[object /);
    }
  });
});
