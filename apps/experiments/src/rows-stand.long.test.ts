import { MemoryRunStore, Random } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { beforeAll, describe, expect, it } from "vitest";
import { firstSeed } from "./experiment.ts";
import { openEngine } from "./open-engine.ts";
import { rowsFolder } from "./places.ts";
import { experiments } from "./registry.ts";
import { readRows } from "./rows/read-rows.ts";

/** Of what one draw of every condition finds, so much comes out as the committed row has it: another backend rounds otherwise. */
const agreeing = 0.95;

beforeAll(() => openEngine("wasm"));

describe("the lenses as they are now say what the committed tables count", () => {
  it.each(experiments.map((experiment) => [experiment.name, experiment] as const))(
    "%s, the first draw of every condition",
    async (name, experiment) => {
      const rows = (await readRows(new FolderRunStore(rowsFolder), name)).filter(
        ({ version, draw }) => version === experiment.version && draw === 0,
      );
      const shared = new MemoryRunStore("what all draws share");
      const otherwise: string[] = [];
      let count = 0;
      for (const condition of experiment.conditions) {
        const row = rows.find((each) => each.condition === condition.id);
        if (row === undefined) continue;
        const found = await experiment.draw(condition, 0, {
          seed: firstSeed,
          random: Random.fromSeed(firstSeed).split(name).split(condition.id),
          signal: new AbortController().signal,
          store: new MemoryRunStore(condition.id),
          shared,
          note: () => {},
        });
        for (const [statement, was] of Object.entries(row.found)) {
          if (typeof was !== "boolean") continue;
          count++;
          if (found[statement] !== was) otherwise.push(`${condition.id}, ${statement}: was ${was}`);
        }
      }
      expect(count).toBeGreaterThan(0);
      expect(otherwise.length / count, otherwise.join("; ")).toBeLessThanOrEqual(1 - agreeing);
    },
    60 * 60_000,
  );
});
