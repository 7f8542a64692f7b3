import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const answer = () => join(cwd, "run/lenses/distance/result.json");
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-repeat-"));
  expect((await call("train", ...tinyGan, "--steps", "4", "--out", "run")).code).toBe(0);
  expect((await call("explain", "run", "--lens", "distance")).code).toBe(0);
});
afterAll(() => rm(cwd, { recursive: true }));

test("evidence comes out again to the byte, by its name alone or with its lens's, and the run stays as it is", async () => {
  const before = await readFile(answer(), "utf8");
  for (const named of ["compared", "distance/compared"]) {
    const { code, stdout, stderr } = await call("explain", "run", "--repeat", named);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Every byte of the answer came out again: \d+ numbers/);
  }
  expect(await readFile(answer(), "utf8")).toBe(before);
});

test("an answer that was changed by hand does not come out again, and the number is shown", async () => {
  const before = await readFile(answer(), "utf8");
  const changed = JSON.parse(before) as { measures: { value: number }[] };
  const [first] = changed.measures as [{ value: number }];
  const own = first.value;
  first.value = 1e6;
  await writeFile(answer(), JSON.stringify(changed));
  const { code, stdout, stderr } = await call("explain", "run", "--repeat", "compared");
  await writeFile(answer(), before);
  expect(code).toBe(1);
  expect(stderr).toMatch(/evidence compared came out otherwise/);
  expect(stdout).toContain("1000000");
  expect(stdout).toContain(String(Number(own.toPrecision(6))));
});

test("names that are not known, and settings beside it, are wrong calls", async () => {
  const unknown = await call("explain", "run", "--repeat", "comparedd");
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("distance/compared")]);
  const beside = await call("explain", "run", "--repeat", "compared", "--seed", "3");
  expect([beside.code, beside.stderr]).toEqual([2, expect.stringContaining("--seed")]);
});
