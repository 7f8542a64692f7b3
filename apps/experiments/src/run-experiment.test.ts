import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoryRunStore, type RunStore } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { describe, expect, it } from "vitest";
import { type Experiment, firstSeed } from "./experiment.ts";
import { readRows } from "./rows/read-rows.ts";
import type { Row } from "./rows/row.ts";
import { type RunExperimentOptions, runExperiment } from "./run-experiment.ts";
import { plantedExperiment } from "./testdata/planted-experiment.ts";

async function draw(
  experiment: Experiment,
  rows: RunStore,
  options: Partial<RunExperimentOptions> = {},
): Promise<readonly Row[]> {
  const made: Row[] = [];
  const signal = new AbortController().signal;
  const all = { experiment, rows, backend: "cpu", signal, clock: () => 0, ...options } as const;
  for await (const row of runExperiment(all)) made.push(row);
  return made;
}

const text = async (store: RunStore): Promise<string> =>
  new TextDecoder().decode(await store.read("planted.ndjson"));

describe("runExperiment", () => {
  it("makes every draw of every condition once, in order", async () => {
    const rows = new MemoryRunStore();
    const made = await draw(plantedExperiment(), rows);
    expect(made.map(({ condition, draw }) => `${condition} ${draw}`)).toEqual([
      ...[0, 1, 2, 3].map((draw) => `null-500 ${draw}`),
      ...[0, 1, 2].map((draw) => `copies-0.05 ${draw}`),
    ]);
    expect(await readRows(rows, "planted")).toEqual(made);
    expect(await draw(plantedExperiment(), rows)).toEqual([]);
  });

  it("gives the same rows stopped after each draw and gone on as in one go", async () => {
    const [whole, pieces] = [new MemoryRunStore(), new MemoryRunStore()];
    await draw(plantedExperiment(), whole);
    for (let call = 0; call < 4; call++) await draw(plantedExperiment(), pieces, { draws: 2 });
    expect(await text(pieces)).toBe(await text(whole));
    expect(new Set((await readRows(whole, "planted")).map(({ found }) => found.value)).size).toBe(7);
  });

  it("goes on behind a last line that was half written, and makes that draw again", async () => {
    const whole = new MemoryRunStore();
    await draw(plantedExperiment(), whole);
    const bytes = await whole.read("planted.ndjson");
    for (const cut of [1, 2, 40, 90]) {
      const rows = new MemoryRunStore("rows", [["planted.ndjson", bytes.slice(0, -cut)]]);
      expect(await draw(plantedExperiment(), rows)).toHaveLength(1);
      expect(await text(rows)).toBe(await text(whole));
    }
  });

  it("makes the draws of several chosen conditions number by number", async () => {
    const rows = new MemoryRunStore("rows");
    const conditions = plantedExperiment().conditions.map(({ id }) => id);
    const made = await draw(plantedExperiment(), rows, { conditions });
    expect(made.slice(0, 4).map(({ condition, draw }) => `${condition} ${draw}`)).toEqual(
      [0, 1].flatMap((number) => conditions.slice(0, 2).map((id) => `${id} ${number}`)),
    );
  });

  it("makes the draws of one condition only, of a new version, and those that were added", async () => {
    const rows = new MemoryRunStore();
    expect(await draw(plantedExperiment(), rows, { conditions: ["copies-0.05"] })).toHaveLength(3);
    expect(await draw(plantedExperiment(), rows)).toHaveLength(4);
    const [first, second] = plantedExperiment().conditions as [never, Experiment["conditions"][number]];
    const longer = plantedExperiment({ conditions: [first, { ...second, draws: 5 }] });
    expect((await draw(longer, rows)).map(({ draw }) => draw)).toEqual([3, 4]);
    expect(await draw(plantedExperiment({ version: 3 }), rows)).toHaveLength(7);
    expect(await readRows(rows, "planted")).toHaveLength(16);
  });

  it("begins no draw after its minutes are up", async () => {
    let now = 0;
    const experiment = plantedExperiment({
      answer: () => {
        now += 40_000;
        return { said: true };
      },
    });
    const made = await draw(experiment, new MemoryRunStore(), { minutes: 1, clock: () => now });
    expect(made.map(({ seconds }) => seconds)).toEqual([40, 40]);
  });

  it("counts seeds from the base, and gives every draw its own chance and an empty store", async () => {
    const seen: (readonly [string, number, number])[] = [];
    const experiment = plantedExperiment({
      draw: async ({ id }, _, { seed, random, store, shared }) => {
        expect(await store.list()).toEqual([]);
        await store.write("a", Uint8Array.of(1));
        await shared.append("count", Uint8Array.of(1));
        seen.push([id, seed, random.uniform(1)[0] as number]);
        return { draws: (await shared.read("count")).length };
      },
    });
    const made = await draw(experiment, new MemoryRunStore());
    await draw(experiment, new MemoryRunStore(), { seedOfFirst: 0, draws: 1 });
    expect(made.at(-1)?.found).toEqual({ draws: 7 });
    expect(seen.map(([, seed]) => seed)).toEqual([
      ...[0, 1, 2, 3, 0, 1, 2].map((draw) => firstSeed + draw),
      0,
    ]);
    expect(new Set(seen.map(([, , value]) => value)).size).toBe(8);
  });

  it("throws away the draw at work when it is stopped, even if the draw does not look", async () => {
    const controller = new AbortController();
    const rows = new MemoryRunStore();
    const experiment = plantedExperiment({
      draw: async (_, draw) => {
        if (draw < 2) return { said: true };
        controller.abort();
        return new Promise(() => {});
      },
    });
    await expect(draw(experiment, rows, { signal: controller.signal })).rejects.toThrow(
      "the draw at work was thrown away",
    );
    expect(await readRows(rows, "planted")).toHaveLength(2);
  });

  it("does not trust what a draw found that was told to stop", async () => {
    const controller = new AbortController();
    const rows = new MemoryRunStore();
    const experiment = plantedExperiment({
      answer: () => {
        controller.abort();
        return { said: false };
      },
    });
    await expect(draw(experiment, rows, { signal: controller.signal })).rejects.toThrow("thrown away");
    expect(await rows.list()).toEqual([]);
  });

  it("keeps nothing of a draw that finds what no row can hold, and says which it was", async () => {
    for (const found of [
      { said: Number.NaN },
      { "Said It": true },
      { said: "yes" },
      { constructor: true },
    ] as never[]) {
      const rows = new MemoryRunStore();
      await expect(draw(plantedExperiment({ answer: () => found }), rows)).rejects.toThrow(
        /Expected draw 0 of null-500 in planted to find true, false, null or finite numbers/,
      );
      expect(await rows.list()).toEqual([]);
    }
  });

  it("loses no kept row to SIGKILL and to Ctrl-C, and goes on with the next draw", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ganlens-experiment-"));
    try {
      const first = await drawnUntil(folder, "SIGKILL", 3);
      const kept = await readRows(new FolderRunStore(folder), "planted");
      expect(kept.map(({ draw }) => draw)).toEqual(kept.map((_, draw) => draw));
      expect(kept.length).toBeGreaterThanOrEqual(first.length);
      const second = await drawnUntil(folder, "SIGINT", 2);
      expect(second[0]).toBe(String(kept.length));
      const lines = (await readFile(join(folder, "planted.ndjson"), "utf8")).split("\n");
      expect(new Set(lines).size).toBe(lines.length);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** Runs a process that draws, ends it by a signal after it has told of so many draws, and gives all that it told. */
async function drawnUntil(folder: string, signal: NodeJS.Signals, count: number): Promise<readonly string[]> {
  const program = fileURLToPath(new URL("testdata/drawing-process.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--conditions=@ganlens/source", "--import", "tsx", program, folder],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let told = "";
  child.stdout.on("data", (chunk) => {
    told += chunk;
    if (told.split("\n").length > count) child.kill(signal);
  });
  await new Promise((resolve) => child.on("close", resolve));
  return told.split("\n").filter((line) => line !== "");
}
