import { MemoryRunStore } from "@ganlens/core";
import { expect, it } from "vitest";
import { experimentList } from "./experiment-list.ts";
import { appendRow } from "./rows/read-rows.ts";
import { plantedExperiment } from "./testdata/planted-experiment.ts";

it("says how far an experiment is, how long it will take, and what is met", async () => {
  const rows = new MemoryRunStore();
  const list = async () => (await experimentList([plantedExperiment()], rows)).split("\n")[1];
  expect(await list()).toBe("  planted: 0 of 7 draws; 0 of 0 statements as they must be");
  const row = { version: 2, backend: "cpu" } as const;
  const found = { "says-copies": true, gap: true };
  await appendRow(rows, "planted", { ...row, condition: "null-500", draw: 1, seconds: 30, found });
  // Three draws of 30 seconds, and three of a condition that has none yet, at the same pace.
  expect(await list()).toBe("  planted: 1 of 7 draws, about 3 min to go; 1 of 2 statements as they must be");
});
