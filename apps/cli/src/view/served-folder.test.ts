import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunUnsupportedError } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ServedFolder } from "./served-folder.ts";

let base: string;
let run: string;
let served: ServedFolder;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), "ganlens-served-")));
  run = join(base, "run");
  await mkdir(run);
  served = new ServedFolder(run);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const paths = async (): Promise<readonly string[]> => (await served.index()).files.map(({ path }) => path);
async function opened(path: string): Promise<string | undefined> {
  const file = await served.open(path);
  if (file === undefined) return undefined;
  const text = await file.handle.readFile("utf8");
  await file.handle.close();
  return text;
}
async function etag(path: string): Promise<string | undefined> {
  return (await served.index()).files.find((file) => file.path === path)?.etag;
}

test("lists what a store lists, sorted, with sizes and the etags of opened files", async () => {
  const store = new FolderRunStore(run);
  for (const path of ["run.json", "samples/b.png", "samples/a.png", "a-b/c", "a/c"]) {
    await store.write(path, new TextEncoder().encode(path));
  }
  const { schemaVersion, files } = await served.index();
  expect(schemaVersion).toBe(1);
  expect(files.map(({ path }) => path)).toEqual(await store.list());
  for (const { path, bytes, etag } of files) {
    const file = await served.open(path);
    expect(file).toMatchObject({ bytes, etag });
    expect(bytes).toBe(path.length);
    await file?.handle.close();
  }
});

test("an etag changes when a file grows and when another of the same size takes its place", async () => {
  await writeFile(join(run, "metrics.ndjson"), "1\n");
  const etags = [await etag("metrics.ndjson")];
  await appendFile(join(run, "metrics.ndjson"), "2\n");
  etags.push(await etag("metrics.ndjson"), await etag("metrics.ndjson"));
  await writeFile(join(run, "next"), "3\n4\n");
  await rename(join(run, "next"), join(run, "metrics.ndjson"));
  etags.push(await etag("metrics.ndjson"));
  expect(etags[1]).toBe(etags[2]);
  expect(new Set(etags).size).toBe(3);
  expect(etags.every((each) => /^"[\w-]+"$/.test(each ?? ""))).toBe(true);
});

test("shows nothing that is being written, hidden, or named as no run's file is", async () => {
  await mkdir(join(run, ".git"));
  for (const name of [".ganlens-7-0.tmp", ".env", ".git/config", "a:b", "a\\b", "a\nb", "fine"]) {
    await writeFile(join(run, name), "x");
  }
  await symlink(join(run, ".env"), join(run, "alias"));
  expect(await paths()).toEqual(["fine"]);
  for (const name of [
    ".ganlens-7-0.tmp",
    ".env",
    ".git/config",
    "a:b",
    "a\\b",
    "a\nb",
    "alias",
    "",
    "/",
    "..",
  ]) {
    expect(await opened(name)).toBeUndefined();
  }
});

test("links are followed inside the folder and lead nowhere else", async () => {
  await writeFile(join(base, "secret"), "secret");
  await writeFile(join(base, "run-beside"), "secret");
  await mkdir(join(run, "real"));
  await writeFile(join(run, "real", "file"), "inside");
  await symlink(join(base, "secret"), join(run, "leaf"));
  await symlink("../run-beside", join(run, "beside"));
  await symlink(base, join(run, "door"));
  await symlink(join(run, "real", "file"), join(run, "alias"));
  await symlink(run, join(run, "real", "circle"));
  await symlink("nowhere", join(run, "dangling"));
  expect(await paths()).toEqual(["alias", "real/file"]);
  expect(await opened("alias")).toBe("inside");
  for (const path of [
    "leaf",
    "beside",
    "door/secret",
    "door",
    "real/circle",
    "dangling",
    "real",
    "real/file/x",
  ]) {
    expect(await opened(path)).toBeUndefined();
  }
});

test("the folder itself may be a link", async () => {
  await writeFile(join(run, "file"), "x");
  await symlink(run, join(base, "latest"));
  served = new ServedFolder(join(base, "latest"));
  expect(await paths()).toEqual(["file"]);
  expect(await opened("file")).toBe("x");
});

test("neither waits for a pipe nor lists it", async () => {
  spawnSync("mkfifo", [join(run, "pipe")]);
  expect(await paths()).toEqual([]);
  expect(await opened("pipe")).toBeUndefined();
});

test.runIf(process.platform === "linux")(
  "a link that is swapped in while a file is opened never shows what lies outside",
  async () => {
    await mkdir(join(base, "outside"));
    await writeFile(join(base, "outside", "file"), "secret");
    await mkdir(join(run, "real"));
    await writeFile(join(run, "real", "file"), "inside");
    await symlink(join(base, "outside"), join(run, "link"));
    // A process of its own, so that it does not take turns with the reader.
    const script = `
    const { renameSync } = require("node:fs");
    const rest = (us) => { const end = process.hrtime.bigint() + BigInt(Math.round(us * 1000)); while (process.hrtime.bigint() < end); };
    console.log("ready");
    for (let turn = 0; ; turn++) {
      rest((turn * 97) % 300);
      renameSync("real", "kept"); renameSync("link", "real");
      rest((turn * 61) % 300);
      renameSync("real", "link"); renameSync("kept", "real");
    }`;
    const swaps = spawn(process.execPath, ["-e", script], { cwd: run });
    await once(swaps.stdout, "data");
    const seen = new Set<string | undefined>();
    for (let i = 0; i < 6000; i++) seen.add(await opened("real/file"));
    swaps.kill("SIGKILL");
    await once(swaps, "close");
    expect(seen).toContain("inside");
    expect(seen).not.toContain("secret");
  },
);

test("a file that is replaced all the time is always there", async () => {
  const store = new FolderRunStore(run);
  await store.write("run.json", new TextEncoder().encode("{}"));
  let writing = true;
  const writes = (async () => {
    while (writing) await store.write("run.json", new TextEncoder().encode("{}"));
  })();
  const seen = new Set<string | undefined>();
  for (let i = 0; i < 1000; i++) seen.add(await opened("run.json"));
  writing = false;
  await writes;
  expect([...seen]).toEqual(["{}"]);
});

test("too many entries, hidden ones too, and folders nested too deeply are refused in words", async () => {
  served = new ServedFolder(run, { mostEntries: 3, mostLevels: 2 });
  for (const name of ["a", "b", ".c"]) await writeFile(join(run, name), "");
  expect(await paths()).toEqual(["a", "b"]);
  await writeFile(join(run, ".d"), "");
  await expect(served.index()).rejects.toThrow(/3 entries at most/);
  await rm(join(run, ".d"));
  await rm(join(run, "a"));
  await rm(join(run, "b"));
  await mkdir(join(run, "a", "b"), { recursive: true });
  const error = await served.index().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RunUnsupportedError);
  expect((error as RunUnsupportedError).message).toMatch(/nested 2 deep/);
  expect((error as RunUnsupportedError).hint).toMatch(/one run/);
});

test("a folder that is gone says so", async () => {
  await rm(run, { recursive: true });
  for (const look of [served.index(), served.open("run.json")]) {
    await expect(look).rejects.toThrow(/no longer there/);
  }
});

test.skipIf(process.getuid?.() === 0)(
  "what is forbidden says so (needs a user other than root)",
  async () => {
    await writeFile(join(run, "closed"), "x");
    await chmod(join(run, "closed"), 0);
    await expect(served.open("closed")).rejects.toThrow(/^Cannot read closed: permission is denied/);
    await chmod(run, 0);
    await expect(served.index()).rejects.toThrow(/permission is denied/);
    await chmod(run, 0o700);
  },
);
