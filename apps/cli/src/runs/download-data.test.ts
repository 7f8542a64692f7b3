import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeOrName } from "./place-or-name.ts";

let cwd: string;
let server: Server;
let base: string;
let asked = 0;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-download-"));
  server = createServer((request, response) => {
    asked++;
    if (request.url === "/some%2Fdata/t.csv?v=1") response.end("a,b\n1,2\n");
    else if (request.url === "/cut.npz") {
      response.writeHead(200, { "content-length": 10 });
      response.write("some");
      setTimeout(() => response.destroy(), 50);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(cwd, { recursive: true });
});

async function place(url: string): Promise<{ readonly spec: unknown; readonly said: string }> {
  const stderr = new PassThrough();
  const io = { cwd, program: "ganlens", env: { XDG_CACHE_HOME: cwd }, stderr, clock: () => 0 };
  try {
    const spec = await placeOrName(url, io);
    stderr.end();
    return { spec, said: await text(stderr) };
  } finally {
    stderr.end();
  }
}

test("an address is downloaded once into the cache folder, and is a file from then on", async () => {
  const url = `${base}/some%2Fdata/t.csv?v=1`;
  const first = await place(url);
  const { path } = (first.spec as { readonly file: { readonly path: string } }).file;
  expect(path).toMatch(/ganlens.downloads.[0-9a-f]{64}.t\.csv$/);
  expect(await readFile(path, "utf8")).toBe("a,b\n1,2\n");
  expect(first.said).toContain("0.0 of 0.0 MB");
  const before = asked;
  const second = await place(url);
  expect(second.spec).toEqual(first.spec);
  expect(second.said).toContain("Downloaded before");
  expect(asked).toBe(before);
});

test("a download that breaks off leaves nothing", async () => {
  await expect(place(`${base}/cut.npz`)).rejects.toThrow(/broke off after 4 bytes/);
  await expect(place(`${base}/absent`)).rejects.toThrow(/answered 404/);
  const names = await readdir(cwd, { recursive: true, withFileTypes: true });
  expect(names.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(["t.csv"]);
});
