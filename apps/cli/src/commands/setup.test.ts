import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-setup-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  return rm(cwd, { recursive: true });
});

test("help has an example", async () => {
  const { code, stdout } = await ganlens(["setup", "--help"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/pip, npm and g\+\+/);
  expect(stdout).toContain("$ ganlens setup tfjs-node");
});

test.each([
  ["tfjs-nod", /Did you mean "tfjs-node"\?/],
  ["constructor", /Known are: tfjs-node\./],
])("an unknown thing is refused: %s", async (what, hint) => {
  const { code, stdout, stderr } = await ganlens(["setup", what], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`received "${what}"`);
  expect(stderr).toMatch(hint);
});

test.runIf(process.platform === "linux" && process.arch === "x64")(
  "a missing tool is named, with what to do, and nothing is left behind",
  async () => {
    vi.stubEnv("GANLENS_TFJS_NODE", "");
    vi.stubEnv("XDG_CACHE_HOME", cwd);
    vi.stubEnv("PYTHON", "no-such-python");
    const { code, stdout, stderr } = await ganlens(["setup", "tfjs-node"], { cwd });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^check tools: npm, no-such-python -m pip, /);
    expect(stderr).toMatch(/no-such-python.*\n.*python3-pip/);
    expect(await readdir(join(cwd, "ganlens"))).toEqual([]);
  },
);
