import { execFileSync } from "node:child_process";
import { appendFileSync, closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { readRegularFile } from "./read-regular-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-regular-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (path: string, maximumBytes = 100) =>
  readRegularFile(path, { maximumBytes, what: "a configuration" });
const refusal = async (path: string, maximumBytes?: number): Promise<string> => {
  const error = await read(path, maximumBytes).then(
    () => expect.unreachable(`${path} was read`),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ConfigInvalidError);
  expect((error as Error).message).toContain(path);
  expect((error as Error).message).toContain("a configuration");
  return (error as Error).message;
};

test("files and links to them are read whole, as plain bytes, up to the ceiling", async () => {
  const path = join(folder, "file");
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
  await writeFile(path, bytes);
  await symlink(path, join(folder, "link"));
  expect(await read(path)).toEqual(bytes);
  expect(await read(join(folder, "link"))).toEqual(bytes);
  expect(Buffer.isBuffer(await read(path))).toBe(false);
  expect(await refusal(path, 99)).toContain("at most 99 bytes");
  await writeFile(join(folder, "empty"), "");
  expect(await read(join(folder, "empty"), 0)).toEqual(new Uint8Array());
});

test("pipes, sockets, devices and folders are refused at once", async () => {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  expect(await refusal(pipe)).toContain("found a pipe");
  await symlink(pipe, join(folder, "link-to-pipe"));
  expect(await refusal(join(folder, "link-to-pipe"))).toContain("found a pipe");
  const server = createServer().listen(join(folder, "socket"));
  expect(await refusal(join(folder, "socket"))).toContain("found a socket");
  server.close();
  for (const device of ["/dev/zero", "/dev/null", "/dev/tty"]) {
    expect(await refusal(device)).toMatch(/found a device|there is none/);
  }
  await mkdir(join(folder, "folder"));
  expect(await refusal(join(folder, "folder"))).toContain("found a folder");
});

test("what is missing, circular or impossible is refused with its reason", async () => {
  expect(await refusal(join(folder, "missing"))).toContain("there is none");
  expect(await refusal(join(folder, "file", "below"))).toContain("a part of the path is a file");
  await symlink(join(folder, "circle"), join(folder, "circle"));
  expect(await refusal(join(folder, "circle"))).toContain("circles");
  expect(await refusal(join(folder, "n".repeat(300)))).toContain("too long");
  await expect(read("a\0b")).rejects.toBeInstanceOf(ConfigInvalidError);
});

test("a file of a terabyte is refused before it is read", async () => {
  const path = join(folder, "sparse");
  await writeFile(path, "");
  await truncate(path, 2 ** 40);
  expect(await refusal(path)).toContain(`found ${2 ** 40}`);
});

test("files that say they are empty are read, and cut off at the ceiling", async () => {
  const status = "/proc/self/status";
  if (process.platform !== "linux") return;
  expect(new TextDecoder().decode(await read(status, 10_000))).toContain("Name:");
  expect(await refusal(status)).toContain("at most 100 bytes");
});

test("a file that grows while it is read ends at the ceiling", async () => {
  const path = join(folder, "growing");
  await writeFile(path, new Uint8Array(8 * 2 ** 20));
  const writer = openSync(path, "a");
  const timer = setInterval(() => appendFileSync(writer, new Uint8Array(2 ** 20)), 0);
  try {
    const outcome = await read(path, 8 * 2 ** 20).catch((error: unknown) => error);
    if (outcome instanceof Uint8Array) expect(outcome.length).toBe(8 * 2 ** 20);
    else expect(outcome).toBeInstanceOf(ConfigInvalidError);
  } finally {
    clearInterval(timer);
    closeSync(writer);
  }
});
