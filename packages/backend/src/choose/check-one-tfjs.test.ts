import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { coreFolderOf, ownTfjsFolder } from "../node/tfjs-copies.ts";
import { checkOneTfjs } from "./check-one-tfjs.ts";

const program = fileURLToPath(new URL("./testdata/two-copies.ts", import.meta.url));
const core = coreFolderOf(ownTfjsFolder());
let folder: string;
let second: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "ganlens-two-copies-")));
  second = join(folder, "node_modules", "@tensorflow", "tfjs-core");
  await mkdir(join(second, "dist"), { recursive: true });
  for (const part of ["package.json", "dist/tf-core.node.js"]) await cp(join(core, part), join(second, part));
  // What tfjs-core itself depends on.
  const beside = dirname(dirname(core));
  for (const name of await readdir(beside)) {
    if (!name.startsWith("@") && !name.startsWith(".")) {
      await symlink(join(beside, name), join(folder, "node_modules", name));
    }
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(path: string, when: "before" | "after"): Promise<Record<string, string>> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@ganlens/source", "--import", tsx, program, path, when],
    { env: { ...process.env, NODE_OPTIONS: "" } },
  );
  return JSON.parse(stdout);
}

it.each(["before", "after"] as const)(
  "names the folders of both copies, the second loaded %s the first",
  async (when) => {
    const outcome = await run(second, when);
    expect(outcome.code).toBe("backend-unavailable");
    expect(outcome.message).toContain("has loaded 2");
    expect(outcome.message).toContain(second);
    expect(outcome.message).toContain(core);
    expect(outcome.hint).toContain("npm dedupe");
  },
);

it("takes the same copy twice for what it is", async () => {
  expect(await run(core, "before")).toEqual({ name: "cpu" });
  await checkOneTfjs(tf);
});

it("refuses a caller's tfjs that is another one, also where paths are unknown", async () => {
  const other = { ...tf, Tensor: class Tensor {} } as unknown as typeof tf;
  await expect(checkOneTfjs(other)).rejects.toMatchObject({ code: "backend-unavailable" });
});
