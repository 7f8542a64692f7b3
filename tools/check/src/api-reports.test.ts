import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apiReports } from "./api-reports.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ganlens-api-"));
});
afterEach(() => rm(root, { recursive: true }));

test("without a build it says to build first, and leaves what is committed as it is", async () => {
  const folder = join(root, "packages", "one");
  for (const each of [folder, join(root, "apps")]) await mkdir(each, { recursive: true });
  const types = (name: string) => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` });
  const manifest = { name: "@ganlens/one", exports: { ".": types("index"), "./node": types("node") } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  for (const update of [false, true]) {
    const { counts, output } = await apiReports({ root, scratch: join(root, "scratch"), update });
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(output).toMatch(/found none of @ganlens\/one, @ganlens\/one\/node\. Build first: pnpm build/);
  }
});
