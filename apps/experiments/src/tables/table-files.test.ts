import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryRunStore } from "@ganlens/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Found } from "../experiment.ts";
import { appendRow } from "../rows/read-rows.ts";
import { plantedExperiment } from "../testdata/planted-experiment.ts";
import { staleTableFiles, type TablePlaces, writeTableFiles } from "./table-files.ts";

let folder: string;
let places: TablePlaces;
let rows: MemoryRunStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-tables-"));
  places = {
    readmes: { interpret: join(folder, "README.md"), training: join(folder, "TRAINING.md") },
    module: join(folder, "rows.generated.ts"),
  };
  await writeFile(places.readmes.training, "# Training\n");
  await writeFile(
    places.readmes.interpret,
    "# Lenses\n\n<!-- calibration -->\n<!-- /calibration -->\n\nMore.\n",
  );
  rows = new MemoryRunStore();
});
afterEach(() => rm(folder, { recursive: true }));

const add = (condition: string, draw: number, found: Found, version = 2): Promise<void> =>
  appendRow(rows, "planted", { condition, draw, version, seconds: 90, backend: "cpu", found });

const stale = async (): Promise<readonly string[]> =>
  (await staleTableFiles([plantedExperiment()], rows, places)).map(({ path }) => path);

describe("table files", () => {
  it("stand between the markers, with what is missing and how to go on", async () => {
    await add("null-500", 0, { "says-copies": false, gap: true });
    await add("copies-0.05", 0, { "says-copies": true });
    await add("copies-0.05", 1, { "says-copies": false });
    await add("copies-0.05", 2, { "says-copies": false });
    await add("copies-0.05", 0, { "says-copies": true }, 1);
    await writeTableFiles([plantedExperiment()], rows, places);
    expect(await readFile(places.readmes.interpret, "utf8")).toBe(`# Lenses

<!-- calibration -->

### planted

What was planted.

| condition | statement | what is counted | draws | share [95 %] | met | seconds a draw |
|---|---|---|---|---|---|---|
| nothing wrong | gap | holds the truth | 1 of 1 | 100.0 % [2.5, 100.0] | yes so far | 90 |
| nothing wrong | says-copies | false verdicts | 0 of 1 | 0.0 % [0.0, 97.5] | yes so far | 90 |
| 5 % copies | says-copies | found | 1 of 3 | 33.3 % [0.8, 90.6] | no: not at this n | 90 |

4 draws stand and 3 are missing, after 6 minutes of computing. \`pnpm experiment planted\` goes on. Left out are 1 rows of other versions of the experiment.

<!-- /calibration -->

More.
`);
    const module = await readFile(places.module, "utf8");
    const setting = '"effort":"quick","n":500';
    expect(module.split("\n").filter((line) => line.startsWith("  {"))).toEqual([
      `  {"lens":"planted","statement":"gap","kind":"coverage",${setting},"found":1,"draws":1,"met":true},`,
      `  {"lens":"planted","statement":"says-copies","kind":"null",${setting},"found":0,"draws":1,"met":true},`,
      `  {"lens":"planted","statement":"says-copies","kind":"power",${setting},"fault":"exact-copies","strength":0.05,"found":1,"draws":3,"met":false},`,
    ]);
  });

  it("are checked: neither may differ from what the rows give", async () => {
    expect(await stale()).toEqual([places.readmes.interpret, places.module]);
    await writeTableFiles([plantedExperiment()], rows, places);
    expect(await stale()).toEqual([]);
    expect(await writeTableFiles([plantedExperiment()], rows, places)).toEqual([]);
    await add("copies-0.05", 0, { "says-copies": true });
    expect(await stale()).toEqual([places.readmes.interpret, places.module]);
    await writeTableFiles([plantedExperiment()], rows, places);
    const readme = await readFile(places.readmes.interpret, "utf8");
    await writeFile(places.readmes.interpret, readme.replace("1 of 1", "2 of 2"));
    expect(await stale()).toEqual([places.readmes.interpret]);
    await writeTableFiles([plantedExperiment()], rows, places);
    expect(await readFile(places.readmes.interpret, "utf8")).toBe(readme);
  });

  it("say what is wrong with a README without its markers, and write nothing", async () => {
    for (const text of ["# Lenses\n", "<!-- /calibration --><!-- calibration -->"]) {
      await writeFile(places.readmes.interpret, text);
      await expect(writeTableFiles([plantedExperiment()], rows, places)).rejects.toThrow(
        /Expected the lines <!-- calibration --> and <!-- \/calibration -->.*README\.md/,
      );
      expect(await readFile(places.readmes.interpret, "utf8")).toBe(text);
    }
  });

  it("do not depend on the order of the rows", async () => {
    const draws = [0, 1, 2].map(
      (draw) => [draw, { "says-copies": draw === 1, [`of-${draw}`]: true }] as const,
    );
    for (const [draw, found] of draws) await add("copies-0.05", draw, found);
    await writeTableFiles([plantedExperiment()], rows, places);
    expect(await readFile(places.readmes.interpret, "utf8")).toContain(
      "| nothing wrong | gap | holds the truth | 0 of 0 |  | no draws yet |",
    );
    expect(await readFile(places.module, "utf8")).not.toContain("gap");
    rows = new MemoryRunStore();
    for (const [draw, found] of [...draws].reverse()) await add("copies-0.05", draw, found);
    expect(await stale()).toEqual([]);
  });
});
