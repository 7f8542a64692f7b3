import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ganlens } from "../testdata/test-io.ts";

const run = fileURLToPath(new URL("../../../../packages/core/testdata/run-v1", import.meta.url));

it("prints the losses of a run as comma-separated values, and its lines as they are", async () => {
  const csv = await ganlens(["metrics", run], { cwd: run });
  expect([csv.code, csv.stderr]).toEqual([0, ""]);
  const [header, ...rows] = csv.stdout.trim().split("\r\n");
  expect(header).toMatch(/^step,/);
  const lines = await ganlens(["metrics", run, "--format", "ndjson"], { cwd: run });
  const logged = lines.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { readonly step: number });
  expect(logged.length).toBeGreaterThan(1);
  expect(rows.map((row) => Number(row.split(",")[0]))).toEqual(logged.map(({ step }) => step));
});
