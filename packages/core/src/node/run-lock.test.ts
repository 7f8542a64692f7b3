import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../hash/sha256.ts";
import type { RunWriter } from "../run/run-writer.ts";
import { lockRun } from "./run-lock.ts";
import { thisWriter } from "./writer-process.ts";

let base: string;
let made = 0;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "ganlens-lock-"));
});
afterAll(() => rm(base, { recursive: true }));

async function folder(): Promise<string> {
  const path = join(base, String(made++));
  await mkdir(path);
  return path;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process of its own that takes the locks of folders, and holds them. */
async function taker(folders: readonly string[]) {
  const script = fileURLToPath(new URL("./testdata/take-lock.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--conditions=@ganlens/source", "--import", "tsx", script, ...folders],
    { cwd: fileURLToPath(new URL(".", import.meta.url)), stdio: ["pipe", "pipe", "inherit"] },
  );
  children.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return {
    take: async (at: number): Promise<string> => {
      child.stdin.write(`${at}\n`);
      return (await lines.next()).value;
    },
    kill: async () => {
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await closed;
    },
  };
}

const writerIn = async (path: string): Promise<RunWriter> =>
  JSON.parse(await readFile(join(path, "writer.json"), "utf8"));

test("names this process until it is given up, and is there for one only", async () => {
  const path = await folder();
  const lock = await lockRun(path);
  expect(lock.taken).toBeNull();
  expect(await writerIn(path)).toEqual(await thisWriter());
  await expect(lockRun(path)).rejects.toMatchObject({
    code: "run-busy",
    message: expect.stringContaining(`process ${process.pid} on this machine is training ${path}`),
    hint: expect.stringMatching(/Wait until/),
  });
  await lock.release();
  expect(await readdir(path)).toEqual([]);
  const next = await lockRun(path);
  // The first one has nothing left to give up.
  await lock.release();
  expect(await readdir(path)).toEqual(["writer.json"]);
  await next.release();
});

test("of a process that lives it is not taken, and of one that was killed it is", async () => {
  const path = await folder();
  const other = await taker([path]);
  expect(await other.take(0)).toBe("t");
  await expect(lockRun(path)).rejects.toMatchObject({ code: "run-busy" });
  const held = await writerIn(path);
  await other.kill();
  const lock = await lockRun(path);
  expect(lock.taken).toEqual({ writer: held, state: "gone" });
  expect(await writerIn(path)).toEqual(await thisWriter());
  expect(await readdir(path)).toEqual(["writer.json"]);
  await lock.release();
});

test("is taken over from what cannot be seen from here, which is told", async () => {
  const elsewhere = { ...(await thisWriter()), machine: "another" };
  for (const [text, writer] of [
    [JSON.stringify(elsewhere), elsewhere],
    ["garbage", null],
    ["", null],
  ] as const) {
    const path = await folder();
    await writeFile(join(path, "writer.json"), text);
    const lock = await lockRun(path);
    expect(lock.taken).toEqual({ writer, state: "not known" });
    await lock.release();
    expect(await readdir(path)).toEqual([]);
  }
});

describe.each(["free", "of a dead process", "of a dead process that another died taking over"])(
  "a lock that is %s",
  (kind) => {
    test("is taken by one of several processes that try at once", { timeout: 60_000 }, async () => {
      const folders = await Promise.all(Array.from({ length: 40 }, folder));
      const dead = { ...(await thisWriter()), began: "1" };
      const text = JSON.stringify(dead);
      for (const path of folders) {
        if (kind !== "free") await writeFile(join(path, "writer.json"), text);
        if (!kind.includes("another")) continue;
        const hash = sha256Hex(new TextEncoder().encode(`writer.json\n${text}`)).slice(0, 16);
        await writeFile(join(path, `.ganlens-${dead.pid}-lock${hash}.tmp`), text);
      }
      const takers = await Promise.all([1, 2, 3].map(() => taker(folders)));
      const at = Date.now() + 300;
      const said = await Promise.all(takers.map(({ take }) => take(at)));
      for (const [i, path] of folders.entries()) {
        expect(
          said
            .map((each) => each[i])
            .sort()
            .join(""),
        ).toBe("bbt");
        expect(await readdir(path)).toEqual(["writer.json"]);
      }
    });
  },
);

describe("a folder that cannot be written to", () => {
  const mount = (path: string) => `mount -t tmpfs -o ro tmpfs "${path}"`;
  const canMount =
    spawnSync("unshare", ["-Urm", "sh", "-c", mount(tmpdir())], { stdio: "ignore" }).status === 0;

  test.skipIf(!canMount)("is told", async () => {
    const path = await folder();
    const script = fileURLToPath(new URL("./testdata/take-lock.ts", import.meta.url));
    const node = `"${process.execPath}" --conditions=@ganlens/source --import tsx "${script}"`;
    const { stdout } = spawnSync(
      "unshare",
      ["-Urm", "sh", "-c", `${mount(path)} && echo 0 | ${node} "${path}"`],
      {
        cwd: fileURLToPath(new URL(".", import.meta.url)),
        encoding: "utf8",
      },
    );
    expect(stdout).toMatch(/Cannot write writer\.json in .*: the disk is read-only\./);
  });
});
