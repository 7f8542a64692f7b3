import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { builtPage } from "./testdata/open-viewer.ts";

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}

let folder: string;
let manifest: Readonly<Record<string, Chunk>>;

beforeAll(async () => {
  folder = await builtPage();
  manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
});

/** Files that are reached from chunks, by static imports alone or by all. */
function reached(from: readonly string[], dynamic: boolean): Set<string> {
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(dynamic ? (chunk.dynamicImports ?? []) : [])])
      visit(next);
  };
  for (const name of from) visit(name);
  return files;
}

async function zipped(files: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await readFile(join(folder, file))).length;
  return bytes;
}

const entries = (): readonly string[] => Object.keys(manifest).filter((name) => manifest[name]?.isEntry);

it("takes at most 200 kB before a screen is chosen, and each screen but figures little more", async () => {
  expect(entries()).toHaveLength(1);
  const first = await zipped(reached(entries(), false));
  expect(first).toBeGreaterThan(50_000);
  expect(first).toBeLessThanOrEqual(200_000);
  const latent = await zipped(reached([...entries(), "src/screens/latent/latent.tsx"], false));
  expect(latent).toBeLessThanOrEqual(200_000);
});

it("leads to TensorFlow.js through the worker only, and holds nothing inline", async () => {
  const page = await Promise.all(
    [...reached(entries(), true)].map((file) => readFile(join(folder, file), "utf8")),
  );
  expect(page.length).toBeGreaterThan(5);
  const marks = /setWasmPaths|KernelBackend|tensorflow\.js/i;
  for (const text of page) expect(text).not.toMatch(marks);
  const worker = page.join("\n").match(/engine-worker-[\w-]+\.js/)?.[0] ?? "";
  expect(await readFile(join(folder, "assets", worker), "utf8")).toMatch(marks);
  const html = await readFile(join(folder, "index.html"), "utf8");
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
});
