import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ganlens } from "../testdata/test-io.ts";
import { configLayers } from "./config-layers.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-config-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const lists = "[".repeat(100_000) + "]".repeat(100_000);

test.each([
  ['{"generator": {"__proto__": {"width": 7}}}', /hostile\.json .* the key "generator\.__proto__"/],
  ['{"constructor": {"prototype": 1}}', /hostile\.json .* the key "constructor"/],
  [`{"data": ${lists}}`, /hostile\.json .* more than 100 levels/],
  ['{"data":'.repeat(50_000), /hostile\.json .* more than 100 levels/],
  [lists, /hostile\.json .* more than 100 levels/],
])("refuses a hostile configuration file plainly", async (text, message) => {
  await writeFile(join(cwd, "hostile.json"), text);
  await expect(configLayers({ config: "hostile.json" }, { cwd, program: "ganlens" })).rejects.toThrow(
    expect.objectContaining({ code: "config-invalid", message: expect.stringMatching(message) }),
  );
});

test("a received run that nests without end, or sets what is reserved, ends plainly", async () => {
  for (const [text, message] of [
    [`{"schemaVersion": 1, "config": ${lists}}`, "more than 100 levels"],
    ['{"schemaVersion": 1, "config": {"seed": {"__proto__": 1}}}', "config.seed.__proto__"],
  ] as const) {
    await writeFile(join(cwd, "run.json"), text);
    const { code, stderr } = await ganlens(["explain", "."], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("call stack");
  }
});
