import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { encodePng, Random } from "@ganlens/core";
import { spawnWorker, type ThreadHandle } from "@ganlens/core/node";
import jpeg from "jpeg-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../dataset.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import type { ImageFolderOptions } from "./image-folder.ts";
import { openImageFolder } from "./open-image-folder.ts";
import type { PictureReply, PictureRequest } from "./picture-messages.ts";
import { PictureThread } from "./picture-thread.ts";

let folder: string;
const opened: Dataset[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ganlens-stream-"));
  const random = Random.fromSeed(1);
  for (const name of ["cats", "dogs"]) {
    await mkdir(join(folder, name));
    for (let i = 0; i < 120; i++) {
      const channels = i % 4 === 0 ? 3 : 1;
      const side = i % 5 === 0 ? 12 : 8;
      const data = Uint8Array.from(random.integers(side * side * channels, { high: 256 }));
      await writeFile(
        join(folder, name, `${i}.png`),
        encodePng({ width: side, height: side, channels, data }),
      );
    }
  }
  const data = Buffer.from(random.integers(4 * 100, { high: 256 }));
  await writeFile(join(folder, "cats", "a.jpg"), jpeg.encode({ width: 10, height: 10, data }).data);
  await writeFile(join(folder, "cats", "broken.png"), new Uint8Array(100));
});
afterAll(async () => {
  for (const dataset of opened) await dataset.close?.();
  await rm(folder, { recursive: true });
});

async function open(stream: boolean, options: ImageFolderOptions & { path?: string } = {}): Promise<Dataset> {
  const random = Random.fromSeed(3);
  const dataset = await openImageFolder({
    path: folder,
    stream,
    split: "train",
    random,
    batchSize: 16,
    ...options,
  });
  opened.push(dataset);
  return dataset;
}

/** The folder with files of its own, to be damaged. */
async function openCopy(): Promise<{ readonly path: string; readonly dataset: Dataset }> {
  const path = await mkdtemp(join(tmpdir(), "ganlens-stream-copy-"));
  for (let i = 0; i < 200; i++) {
    const data = new Uint8Array(64).fill(i);
    await writeFile(join(path, `${i}.png`), encodePng({ width: 8, height: 8, channels: 1, data }));
  }
  return { path, dataset: await open(true, { path }) };
}

describe("a streamed folder", () => {
  it("is the data that it is from memory: hash, splits, ids, notes, order and pixels", async () => {
    const [memory, streamed] = [await open(false), await open(true)];
    expect(streamed.info).toEqual(memory.info);
    expect(streamed.notes).toEqual(memory.notes);
    expect(streamed.notes.join()).toMatch(/broken\.png/);
    expect(streamed.classFrequencies()).toEqual(memory.classFrequencies());
    for (const split of ["train", "held-out"]) {
      const [a, b] = [memory, streamed].map((dataset) => dataset.openSplit(split)) as [Dataset, Dataset];
      expect(await b.all()).toEqual(await a.all());
      expect(await b.slice(3, 9)).toEqual(await a.slice(3, 9));
    }
    for (const size of [16, 16, 16, 7, 16, 300, 1, 16]) {
      expect(await streamed.next(size)).toEqual(await memory.next(size));
      expect(streamed.cursor).toEqual(memory.cursor);
    }
  });

  it("goes on from a cursor exactly, whatever was decoded ahead, also of calls that overlap", async () => {
    const [memory, streamed] = [await open(false), await open(true)];
    await streamed.next();
    const { cursor } = streamed;
    const after = await Promise.all([streamed.next(), streamed.next(5), streamed.next()]);
    streamed.restore(JSON.parse(JSON.stringify(cursor)));
    const again = [await streamed.next(), await streamed.next(5), await streamed.next()];
    expect(again).toEqual(after);
    await memory.next();
    expect([await memory.next(), await memory.next(5), await memory.next()]).toEqual(after);
  });

  it("decodes two batches ahead and no more", async () => {
    let decoded = 0;
    const counting = {
      ...portableDecoder,
      decode: (bytes: Uint8Array) => {
        decoded++;
        return portableDecoder.decode(bytes);
      },
    };
    const dataset = await open(true, { decoder: counting });
    decoded = 0;
    await dataset.next(10);
    await expect.poll(() => decoded).toBe(30);
    await dataset.next(10);
    await expect.poll(() => decoded).toBe(40);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(decoded).toBe(40);
  });

  it("names a file that has gone or changed, and reads on when it is back", async () => {
    const { path, dataset } = await openCopy();
    try {
      const whole = await dataset.all();
      const names = await readdir(path);
      await rename(path, `${path}-away`);
      await expect(dataset.all()).rejects.toThrow(
        expect.objectContaining({
          code: "dataset-invalid",
          message: expect.stringMatching(/\d+\.png .*there is none/),
        }),
      );
      await rename(`${path}-away`, path);
      expect(await dataset.all()).toEqual(whole);
      const data = new Uint8Array(64).fill(255);
      for (const name of names) {
        await writeFile(join(path, name), encodePng({ width: 8, height: 8, channels: 1, data }));
      }
      await expect(dataset.next()).rejects.toThrow(/\d+\.png as it was .*bytes have changed/);
    } finally {
      await dataset.close?.();
      await rm(path, { recursive: true });
    }
  });

  it("stops opening when asked, and tells how far it is", async () => {
    const shares: number[] = [];
    await open(true, { onProgress: (done) => shares.push(done) });
    await open(false, { onProgress: (done) => shares.push(done) });
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    await expect(open(true, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ code: "cancelled" }),
    );
  });

  it("reads again after it was closed, and lets its process end without being closed", async () => {
    const dataset = await open(true);
    const first = await dataset.slice(0, 5);
    await dataset.next();
    await dataset.close?.();
    expect(await dataset.slice(0, 5)).toEqual(first);
    await dataset.next();
    const program = fileURLToPath(new URL("./testdata/read-and-leave.ts", import.meta.url));
    const options = ["--conditions=@ganlens/source", "--import", "tsx", program, folder];
    const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: 60_000 });
    expect(stdout).toBe("16 pictures\n");
  });
});

describe("PictureThread", () => {
  it("fails what was asked of a thread that ended, and starts another one", async () => {
    let handle: ThreadHandle<PictureRequest, PictureReply> | undefined;
    const thread = new PictureThread("sharp", (url) => {
      handle = spawnWorker(url);
      return handle;
    });
    const survey = () => thread.survey({ folder, paths: ["cats/0.png"] });
    const asked = [survey(), survey()];
    const failed = Promise.all(asked.map((each) => each.catch((error: Error) => error.message)));
    await handle?.terminate();
    expect(await failed).toEqual(Array(2).fill("The thread that decodes pictures was ended."));
    expect((await survey())[0]?.facts).toMatchObject({ value: { height: 12, width: 12 } });
    await thread.close();
  });

  it("says what a thread failed with", async () => {
    const thread = new PictureThread("sharp", () => spawnWorker(new URL("./none.js", import.meta.url)));
    await expect(thread.survey({ folder, paths: [] })).rejects.toThrow(/came to its end: .*none\.js/);
  });
});
