import { execFile, spawnSync } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { openCheckpoint, writeCheckpoint } from "../run/checkpoint.ts";
import { describeRunStore } from "../store/testdata/describe-run-store.ts";
import { FolderRunStore } from "./folder-run-store.ts";

const text = (value: string) => new TextEncoder().encode(value);
const base = await realpath(await mkdtemp(join(tmpdir(), "ganlens-store-")));
afterAll(() => rm(base, { recursive: true, force: true }));
let made = 0;

async function emptyFolder(): Promise<string> {
  const folder = join(base, String(made++));
  await mkdir(folder);
  return folder;
}

describeRunStore("FolderRunStore", async () => new FolderRunStore(await emptyFolder()));

describe("FolderRunStore", () => {
  test("makes its folder when something is first written", async () => {
    const store = new FolderRunStore(join(await emptyFolder(), "runs", "first"));
    await expect(store.list()).rejects.toThrow(/does not exist/);
    expect(await store.has("run.json")).toBe(false);
    await store.write("run.json", text("{}"));
    expect(await store.list()).toEqual(["run.json"]);
  });

  test("leaves no temporary files, steps round those of a crash, and shows them to no one", async () => {
    const folder = await emptyFolder();
    const left = `.ganlens-${process.pid}-0.tmp`;
    await writeFile(join(folder, left), "half");
    const store = new FolderRunStore(folder);
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.write(`f${i % 4}`, text(String(i)))));
    expect(await store.list()).toEqual(["f0", "f1", "f2", "f3"]);
    expect((await readdir(folder)).sort()).toEqual([left, "f0", "f1", "f2", "f3"]);
  });

  test("a reader sees the old file or the new one, never a part", async () => {
    const folder = await emptyFolder();
    const store = new FolderRunStore(folder);
    const versions = [1, 2].map((value) => new Uint8Array(300_000).fill(value));
    await store.write("w", versions[0] as Uint8Array);
    let writing = true;
    const writes = (async () => {
      for (let i = 0; i < 30; i++) await store.write("w", versions[i % 2] as Uint8Array);
      writing = false;
    })();
    let reads = 0;
    while (writing) {
      const bytes = await readFile(join(folder, "w"));
      if (bytes.length !== 300_000 || bytes.some((byte) => byte !== bytes[0])) expect.fail("a part was seen");
      reads++;
    }
    await writes;
    expect(reads).toBeGreaterThan(0);
  });

  test("a folder that was being replaced when the process died is the old one, until another takes its place", async () => {
    const [folder, before] = [await emptyFolder(), ".ganlens-before-a"];
    const store = new FolderRunStore(folder);
    const made = async () => {
      await store.remove("x");
      for (const file of ["result", "deep/picture"]) await store.write(`x/a/${file}`, text(`old ${file}`));
      await rename(join(folder, "x", "a"), join(folder, "x", before));
      await store.write("x/.a/result", text("new"));
    };
    await made();
    expect(await store.list("x/a")).toEqual(["x/a/deep/picture", "x/a/result"]);
    expect(await store.list()).toEqual(["x/.a/result", "x/a/deep/picture", "x/a/result"]);
    expect(await store.read("x/a/deep/picture")).toEqual(text("old deep/picture"));
    expect([await store.has("x/a/result"), await store.has("x/a/other")]).toEqual([true, false]);

    await store.move("x/.a", "x/a");
    expect([await store.list(), await readdir(join(folder, "x"))]).toEqual([["x/a/result"], ["a"]]);
    expect(await store.read("x/a/result")).toEqual(text("new"));

    await made();
    await store.write("x/a/note", text("beside"));
    expect(await store.list("x/a")).toEqual(["x/a/deep/picture", "x/a/note", "x/a/result"]);

    await made();
    await store.remove("x/a");
    expect(await readdir(join(folder, "x"))).toEqual([".a"]);

    // Died after the new one had come: the old one is no longer there for anyone.
    await made();
    await rename(join(folder, "x", ".a"), join(folder, "x", "a"));
    expect(await store.list()).toEqual(["x/a/result"]);
    await store.write("x/.a/result", text("newer"));
    await store.move("x/.a", "x/a");
    expect([await readdir(join(folder, "x")), await store.read("x/a/result")]).toEqual([
      ["a"],
      text("newer"),
    ]);
  });

  test("a reader beside a folder that is replaced finds the old one or the new one", async () => {
    const folder = await emptyFolder();
    const store = new FolderRunStore(folder);
    const put = async (turn: string) => {
      await store.write("x/.a/result", text(turn));
      await store.move("x/.a", "x/a");
    };
    await put("0");
    let writing = true;
    const writes = (async () => {
      for (let i = 1; i < 60; i++) await put(String(i));
      writing = false;
    })();
    let reads = 0;
    let last = 0;
    while (writing) {
      const turn = Number(new TextDecoder().decode(await store.read("x/a/result")));
      expect(turn).toBeGreaterThanOrEqual(last);
      expect(await store.list("x/a")).toEqual(["x/a/result"]);
      last = turn;
      reads++;
    }
    await writes;
    expect(reads).toBeGreaterThan(0);
  });

  test("refuses links that lead outside, and follows those that stay inside", async () => {
    const [outside, folder] = [await emptyFolder(), await emptyFolder()];
    await writeFile(join(outside, "secret"), "secret");
    const store = new FolderRunStore(folder);
    await store.write("real/file", text("inside"));
    await symlink(join(outside, "secret"), join(folder, "leaf"));
    await symlink(outside, join(folder, "door"));
    await symlink(join(folder, "real", "file"), join(folder, "alias"));
    await symlink(folder, join(folder, "real", "circle"));

    for (const path of ["leaf", "door/secret"]) {
      await expect(store.read(path)).rejects.toThrow(/leads outside/);
      await expect(store.has(path)).rejects.toThrow(/leads outside/);
    }
    await expect(store.write("door/new", text("x"))).rejects.toThrow(/leads outside/);
    await expect(store.write("door/deep/new", text("x"))).rejects.toThrow(/leads outside/);
    await expect(store.append("door/secret", text("x"))).rejects.toThrow(/leads outside/);
    await expect(store.append("leaf", text("x"))).rejects.toThrow(/symbolic link/);
    await expect(store.remove("door/secret")).rejects.toThrow(/leads outside/);
    await expect(store.list("door")).rejects.toThrow(/leads outside/);
    expect(await store.list()).toEqual(["alias", "real/file"]);
    expect(await store.read("alias")).toEqual(text("inside"));

    // Writing replaces a link, removing takes it away; what it led to stays.
    await store.write("leaf", text("mine"));
    await store.remove("door");
    expect(await readdir(outside)).toEqual(["secret"]);
    expect(await readFile(join(outside, "secret"), "utf8")).toBe("secret");
    expect(await store.list()).toEqual(["alias", "leaf", "real/file"]);
  });

  test("the folder itself may be a link", async () => {
    const folder = await emptyFolder();
    const link = join(await emptyFolder(), "latest");
    await symlink(folder, link);
    const store = new FolderRunStore(link);
    await store.write("a/b", text("x"));
    expect(await store.list()).toEqual(["a/b"]);
    expect(await readFile(join(folder, "a", "b"), "utf8")).toBe("x");
  });

  test("refuses what is larger than allowed, a file of a checkpoint that grew too", async () => {
    const store = new FolderRunStore(await emptyFolder());
    await store.write("a", text("12345"));
    expect(await store.readAtMost("a", 5)).toEqual(text("12345"));
    await expect(store.readAtMost("a", 4)).rejects.toThrow(/a in .* larger than is read: 5 bytes, and 4/);
    await writeCheckpoint(store, 1, { files: new Map([["w", text("abc")]]), resumable: false });
    const checkpoint = await openCheckpoint(store, 1);
    const read = vi.spyOn(store, "read");
    await store.append("checkpoints/step-000001/w", text("d"));
    await expect(checkpoint.read("w")).rejects.toMatchObject({ code: "checkpoint-corrupt" });
    expect(read).not.toHaveBeenCalled();
  });

  test("does not wait for a pipe", async () => {
    const folder = await emptyFolder();
    spawnSync("mkfifo", [join(folder, "pipe")]);
    await expect(new FolderRunStore(folder).read("pipe")).rejects.toThrow(RunUnsupportedError);
  });

  test.skipIf(process.getuid?.() === 0)(
    "says that permission is denied (needs a user other than root)",
    async () => {
      const folder = await emptyFolder();
      await mkdir(join(folder, "closed"), { mode: 0o500 });
      await expect(new FolderRunStore(folder).write("closed/x", text("x"))).rejects.toThrow(
        /permission is denied/,
      );
    },
  );

  test("a path below a file says so", async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, "file"), "x");
    const error = await new FolderRunStore(join(folder, "file"))
      .write("run.json", text("x"))
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RunUnsupportedError);
    expect((error as RunUnsupportedError).message).toMatch(/Cannot write run\.json in .*: a/);
    expect((error as RunUnsupportedError).hint).toBeTruthy();
  });
});

describe("a full disk", () => {
  const script = fileURLToPath(new URL("./testdata/fill-disk.ts", import.meta.url));
  const node = `"${process.execPath}" --conditions=@ganlens/source --import tsx "${script}"`;
  const mounted = (folder: string) => `mount -t tmpfs -o size=256k tmpfs "${folder}"`;
  const canMount =
    spawnSync("unshare", ["-Urm", "sh", "-c", mounted(base)], { stdio: "ignore" }).status === 0;

  async function fill(shell: string): Promise<string> {
    const cwd = fileURLToPath(new URL(".", import.meta.url));
    return (await promisify(execFile)("sh", ["-c", shell], { cwd })).stdout;
  }

  test.skipIf(!canMount)("is told with a hint, and the old files stay", async () => {
    const folder = await emptyFolder();
    const result = JSON.parse(
      await fill(`unshare -Urm sh -c '${mounted(folder)} && exec ${node} "${folder}"'`),
    );
    for (const action of ["write", "append"]) {
      expect(result.errors[action]).toMatchObject({ code: "run-unsupported" });
      expect(result.errors[action].message).toMatch(/: the disk is full\.$/);
      expect(result.errors[action].hint).toMatch(/Free some space/);
    }
    expect(result.kept).toBe(true);
    expect(result.listed).toEqual(["metrics.ndjson", "run.json"]);
  });

  test.skipIf(process.platform === "win32")("a file size limit is told, and the old files stay", async () => {
    const folder = await emptyFolder();
    // 512-byte blocks in dash, 1024-byte blocks in bash: between the two files' sizes either way. tsx caches what it
    // compiles on disk, which the limit would cut short.
    const result = JSON.parse(await fill(`ulimit -f 200; TSX_DISABLE_CACHE=1 exec ${node} "${folder}"`));
    for (const action of ["write", "append"]) {
      expect(result.errors[action].message).toMatch(/larger than the system allows/);
    }
    expect(result.kept).toBe(true);
    expect(await readdir(folder)).toEqual(["metrics.ndjson", "run.json"]);
  });
});
