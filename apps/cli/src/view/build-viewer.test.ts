import { mkdir, mkdtemp, readFile, realpath, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CancelledError, GanlensError } from "@ganlens/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testIo } from "../testdata/test-io.ts";
import { buildViewer } from "./build-viewer.ts";

// The workspace's own Vite, which the page is built with.
const vite = dirname(createRequire(join(process.cwd(), "package.json")).resolve("vite/package.json"));

let base: string;
let page: string;
let library: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "ganlens-build-")));
  [page, library] = [join(base, "page"), join(base, "library")];
  for (const folder of [join(page, "src"), join(page, "node_modules"), join(library, "src")]) {
    await mkdir(folder, { recursive: true });
  }
  const manifest = { name: "page", type: "module", dependencies: { library: "workspace:*", react: "1" } };
  await writeFile(join(page, "package.json"), JSON.stringify(manifest));
  await writeFile(join(page, "index.html"), '<script type="module" src="/src/main.js"></script>');
  await writeFile(join(page, "src", "main.js"), 'import { word } from "library"; document.title = word;');
  await writeFile(join(library, "package.json"), '{"name":"library","exports":"./src/index.js"}');
  await writeFile(join(library, "src", "index.js"), 'export const word = import.meta.env.MODE + "-1";');
  await symlink(vite, join(page, "node_modules", "vite"));
  await symlink(library, join(page, "node_modules", "library"));
});
afterEach(() => rm(base, { recursive: true, force: true }));

/** Builds where needed; what was said, and the one script of the page. */
async function build(signal?: AbortSignal): Promise<{ readonly said: string; readonly script: string }> {
  const io = testIo({ cwd: base, env: process.env, ...(signal === undefined ? {} : { signal }) });
  const dist = await buildViewer(page, io);
  const [, name = ""] =
    /src="\/(assets\/[^"]+)"/.exec(await readFile(join(dist, "index.html"), "utf8")) ?? [];
  return { said: io.written.stderr, script: await readFile(join(dist, name), "utf8") };
}

test("builds once, and again when a source of the page or of a package that it needs changes", async () => {
  const first = await build();
  expect(first.said).toMatch(/^Building the page, for the first time here.*\nBuilt in \d+\.\d s\.\n$/);
  expect(first.script).toContain("production-1");
  expect((await build()).said).toBe("");
  await writeFile(join(page, "src", "main.test.ts"), "");
  // Neither tests nor what was built count, though the folder that holds the test does.
  await utimes(join(page, "src"), 0, 0);
  expect((await build()).said).toBe("");
  await writeFile(join(library, "src", "index.js"), 'export const word = "two";');
  const second = await build();
  expect(second.said).toMatch(/^Building the page, since its sources have changed/);
  expect(second.script).toContain("two");
  expect((await build()).said).toBe("");
});

test("a build that fails says why, and with what to do", async () => {
  await writeFile(join(page, "src", "main.js"), "const = ;");
  const error = await build().catch((caught: unknown) => caught);
  expect(GanlensError.isInstance(error) && error.code).toBe("page-unavailable");
  expect((error as GanlensError).message).toMatch(/Vite ended with 1:\n[\s\S]*main\.js/);
  await rm(join(page, "node_modules", "vite"));
  await expect(build()).rejects.toThrow(/cannot be built: Vite is not installed/);
});

test("an interruption ends the build", async () => {
  const hang =
    "export default { plugins: [{ name: 'hang', buildStart: () => new Promise((r) => setTimeout(r, 1e6)) }] };";
  await writeFile(join(page, "vite.config.js"), hang);
  const started = performance.now();
  await expect(build(AbortSignal.timeout(1500))).rejects.toThrow(CancelledError);
  expect(performance.now() - started).toBeLessThan(20_000);
});
