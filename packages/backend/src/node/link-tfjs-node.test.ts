import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { linkTfjsNode, resolvedTfjs } from "./link-tfjs-node.ts";

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "ganlens-link-")));
});

afterEach(() => rm(root, { recursive: true }));

async function packageIn(folder: string, name: string, files: Record<string, string> = {}): Promise<string> {
  const place = join(folder, "node_modules", name);
  for (const [file, text] of Object.entries({ "package.json": JSON.stringify({ name }), ...files })) {
    await mkdir(join(place, file, ".."), { recursive: true });
    await writeFile(join(place, file), text);
  }
  return place;
}

async function setUp(): Promise<string> {
  const folder = join(root, "cache");
  await packageIn(folder, "@tensorflow/tfjs");
  await packageIn(folder, "@tensorflow/tfjs-node", {
    "dist/index.js": "exports.here = __dirname;",
    "lib/addon.node": "addon",
    "deps/lib/library.so": "library",
  });
  return folder;
}

async function caller(name: string): Promise<string> {
  await packageIn(join(root, name), "@tensorflow/tfjs-core");
  return packageIn(join(root, name), "@tensorflow/tfjs");
}

it("gives each caller scripts that get its own tfjs, and one library to all", async () => {
  const folder = await setUp();
  const [ada, bob] = [await caller("ada"), await caller("bob")];
  const links = [linkTfjsNode({ folder, tfjs: ada }), linkTfjsNode({ folder, tfjs: bob })];
  expect(links.map(resolvedTfjs)).toEqual([ada, bob]);
  for (const link of links) {
    expect(await readFile(join(link, "dist", "index.js"), "utf8")).toMatch(/__dirname/);
    expect(await realpath(join(link, "deps"))).toBe(
      join(folder, "node_modules", "@tensorflow", "tfjs-node", "deps"),
    );
  }
  expect(linkTfjsNode({ folder, tfjs: ada })).toBe(links[0]);
});

it("needs no link where tfjs-node gets the caller's tfjs anyway", async () => {
  const folder = await setUp();
  const tfjs = join(folder, "node_modules", "@tensorflow", "tfjs");
  expect(linkTfjsNode({ folder, tfjs })).toBe(join(folder, "node_modules", "@tensorflow", "tfjs-node"));
});

it("makes a link anew when it leads nowhere any more", async () => {
  const folder = await setUp();
  const tfjs = await caller("ada");
  const link = linkTfjsNode({ folder, tfjs });
  await rm(join(link, "..", "tfjs"));
  expect(resolvedTfjs(linkTfjsNode({ folder, tfjs }))).toBe(tfjs);
});
