import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Finding } from "../doctor/finding.ts";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-doctor-"));
});
afterEach(() => rm(cwd, { recursive: true }));

test("says what works here, with advice for what does not, and leaves nothing behind", async () => {
  const { code, stdout, stderr } = await ganlens(["doctor"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  for (const subject of [
    "Node",
    "tfjs",
    "memory",
    "disk space",
    "backend",
    "operations on wasm",
    "training step",
    "gradients",
  ]) {
    expect(stdout).toMatch(new RegExp(`^(ok|note) +${subject}: `, "m"));
  }
  const lines = stdout.split("\n");
  // A long sentence may go on in the next line.
  expect(lines.slice(0, 2).join(" ")).toMatch(
    /^ganlens can work here, on wasm \(.*?\)\.( \d+ notes? says? what could be better\.)?( |$)/,
  );
  // Notes stand before what is well, and the long table behind --deep.
  const marks = lines.flatMap((line) => /^(ok|note|BROKEN) /.exec(line)?.[1] ?? []);
  expect(marks).toEqual([...marks].sort((one, other) => Number(one === "ok") - Number(other === "ok")));
  expect(lines.length).toBeLessThan(40);
  expect(stdout).not.toMatch(/^(Backends|Operations on wasm|Speed of one training step)$/m);
  expect(lines.at(-2)).toContain("ganlens doctor --deep");
  expect(await readdir(cwd)).toEqual([]);
});

test("a run folder that cannot be made is broken, also in JSON", async () => {
  await writeFile(join(cwd, "runs"), "");
  const { code, stdout, stderr } = await ganlens(["doctor", "--json"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^ganlens cannot work here: run folder\.\n.*--out/);
  const { ok, findings, inspection } = JSON.parse(stdout) as {
    ok: boolean;
    findings: Finding[];
    inspection: { operations: { counts: Record<string, number> }[] };
  };
  for (const { counts } of inspection.operations) expect(counts["still-wrong"]).toBe(0);
  expect(ok).toBe(false);
  expect(findings.find(({ subject }) => subject === "run folder")?.state).toBe("broken");
  for (const { state, advice } of findings) if (state !== "good") expect(advice).toBeTruthy();
});
