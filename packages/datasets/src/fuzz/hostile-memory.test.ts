import { execFile } from "node:child_process";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { encodePng } from "@ganlens/core";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const program = fileURLToPath(new URL("./testdata/read-process.ts", import.meta.url));
const mostMegabytes = 64;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-hostile-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Reads a file in a process of its own, and says how it is refused and what memory that took. */
async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return refusalAt(path);
}

async function refusalAt(path: string): Promise<string> {
  const flags = ["--conditions=@ganlens/source", "--import", "tsx", "--max-old-space-size=128"];
  const { stdout } = await run(process.execPath, [...flags, program, path], { timeout: 50_000 });
  const { said, grown } = JSON.parse(stdout) as { readonly said: string; readonly grown: number };
  expect(grown, `${said} took ${grown} MB`).toBeLessThanOrEqual(mostMegabytes);
  return said;
}

function npyHeader(shape: string, descr = "|u1"): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117).concat("\n");
  const head = new Uint8Array(10 + text.length);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length]);
  head.set(new TextEncoder().encode(text), 10);
  return head;
}

/** Zeros behind a beginning: 500 MB are 488 kB when deflated. */
function zerosBehind(head: Uint8Array, size = 500_000_000): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(head);
  return bytes;
}

test("an npz whose 488 kB hold 500 MB, which its header does not promise", { timeout: 120_000 }, async () => {
  const bomb = zipSync({ "images.npy": zerosBehind(npyHeader("(300, 4, 4)")) });
  expect(bomb.length).toBeLessThan(500_000);
  expect(await refusal("bomb.npz", bomb)).toMatch(
    /Expected 4800 bytes of values for shape \(300, 4, 4\), received 4999998/,
  );
});

test("a zip of pictures, one of which is 200 MB of zeros", { timeout: 120_000 }, async () => {
  const picture = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) });
  const bomb = zipSync({ "a.png": zerosBehind(picture, 200_000_000), "b.png": picture });
  expect(bomb.length).toBeLessThan(500_000);
  expect(await refusal("bomb.zip", bomb)).toMatch(/1 files in the archive announce more than 67108864 bytes/);
});

test("an npz that promises more than there is, and one that promises more than any memory", async () => {
  expect(await refusal("lie.npz", zipSync({ "x.npy": npyHeader("(1000000, 1000)") }))).toMatch(/truncated/);
  expect(
    await refusal("huge.npz", zipSync({ "x.npy": npyHeader("(9007199254740991, 9007199254740991)") })),
  ).toMatch(/truncated/);
  expect(await refusal("lie.npy", npyHeader("(1000000, 1000)", "<f8"))).toMatch(/Expected 8000000000 bytes/);
});

test("IDX files of huge and negative sizes, also gzipped before gigabytes of zeros", async () => {
  const sizes = (side: number) => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0x0803);
    for (const at of [4, 8, 12]) view.setInt32(at, side);
    return bytes;
  };
  expect(await refusal("huge.idx", sizes(2 ** 31 - 1))).toMatch(/truncated/);
  expect(await refusal("negative.idx", sizes(-1))).toMatch(/truncated/);
  const small = new Uint8Array(100_000_000);
  small.set(sizes(10));
  expect(await refusal("bomb.idx.gz", gzipSync(small))).toMatch(/more than the 1016 bytes/);
  small.set(sizes(2 ** 31 - 1));
  expect(await refusal("large.idx.gz", gzipSync(small))).toMatch(/at most 1073741824 bytes/);
}, 120_000);

test("a PNG of 60,000 × 60,000 pixels is refused by its header", async () => {
  const picture = encodePng({ width: 4, height: 4, channels: 1, data: new Uint8Array(16) });
  const view = new DataView(picture.buffer, picture.byteOffset);
  view.setUint32(16, 60_000);
  view.setUint32(20, 60_000);
  expect(await refusal("large.png", picture)).toMatch(/at most 50000000 pixels, received 60000 × 60000/);
});

test("files of 32 GiB with nothing in them", async () => {
  for (const [name, first, said] of [
    ["sparse.csv", "a,b\n1,", /line 2 of .*sparse.csv, at byte 4, is longer/],
    ["sparse.npy", "\u{93}NUMPY", /at most/],
    ["sparse.zip", "PK", /at most|closing record/],
  ] as const) {
    const path = join(folder, name);
    await writeFile(path, first, "latin1");
    const file = await open(path, "r+");
    await file.truncate(2 ** 35);
    await file.close();
    expect(await refusalAt(path)).toMatch(said);
  }
});
