import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeIdx, encodePng } from "@ganlens/core";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cifarRecords } from "../cifar/testdata/cifar-records.ts";
import { openDataset } from "../open-dataset.ts";
import { fetchFile } from "./fetch-file.ts";
import { openDatasetFiles, type PageFile } from "./open-dataset-files.ts";

const picture = (level: number): Uint8Array =>
  encodePng({ width: 28, height: 28, channels: 1, data: new Uint8Array(784).fill(level) });
const zip = zipSync(
  Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i % 2}/${i}.png`, picture(i)])),
);
const blob = (name: string, bytes: Uint8Array, path = ""): PageFile => {
  const file = new File([bytes.slice()], name);
  return Object.defineProperty(file, "webkitRelativePath", { value: path }) as unknown as PageFile;
};
const open = (...files: readonly PageFile[]) => openDatasetFiles(files, { split: "train" });

test("files of a page: a zip, the same pictures one by one, images with labels, CIFAR", async () => {
  const packed = await open(blob("p.zip", zip));
  expect(packed.info).toMatchObject({ name: "p", shape: [28, 28, 1], classes: ["0", "1"] });
  const pictures = Array.from({ length: 200 }, (_, i) =>
    blob(`${i}.png`, picture(i), `mine/${i % 2}/${i}.png`),
  );
  const loose = await open(...pictures, blob("readme.md", new Uint8Array(1), "mine/readme.md"));
  expect(loose.info.sha256).toBe(packed.info.sha256);
  expect(loose.notes).toContain("1 files that are no pictures were ignored.");

  const data = Uint8Array.from({ length: 3200 }, (_, i) => i % 251);
  const images = blob("train-images-idx3-ubyte", encodeIdx({ data, shape: [200, 4, 4] }));
  const labels = blob(
    "train-labels-idx1-ubyte",
    encodeIdx({ data: data.subarray(0, 200).map((v) => v % 3), shape: [200] }),
  );
  expect((await open(labels, images)).info.classes).toEqual(["0", "1", "2"]);
  const records = cifarRecords({ count: 200, labelBytes: 1 });
  expect(
    (await open(blob("data_batch_1.bin", records), blob("test_batch.bin", records))).info.splits,
  ).toMatchObject({
    train: 200,
    test: 200,
  });
  await expect(open(images, blob("other", new Uint8Array(3)))).rejects.toThrow(/received 2 other files/);
  await expect(open()).rejects.toThrow(/received 0 other files/);
});

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/p.zip") response.end(zip);
    else if (request.url === "/moved") response.writeHead(302, { location: "/p.zip" }).end();
    else if (request.url === "/outside") response.writeHead(302, { location: "file:///etc/passwd" }).end();
    else if (request.url === "/cut") {
      response.writeHead(200, { "content-length": 1000 });
      response.write("some");
      setTimeout(() => response.destroy(), 50);
    } else if (request.url === "/endless") {
      const timer = setInterval(() => response.write(new Uint8Array(2 ** 16)), 1);
      response.on("close", () => clearInterval(timer));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test("a file at an address is told by its content, wherever it is sent on to over HTTP", async () => {
  const direct = await openDataset({ url: `${base}/p.zip` }, { split: "train" });
  expect(direct.info).toMatchObject({ name: "p", classes: ["0", "1"] });
  const moved = await openDataset({ url: `${base}/moved` }, { split: "train" });
  expect(moved.info.sha256).toBe(direct.info.sha256);
});

test.each([
  ["/outside", /but fetch failed/],
  ["/cut", /broke off after 4 bytes/],
  ["/absent", /answered 404/],
  ["/endless", /more than the 1000000 allowed bytes come/],
])("%s is refused", async (path, message) => {
  await expect(fetchFile(`${base}${path}`, { maximumBytes: 1_000_000 })).rejects.toThrow(message);
});

test("other addresses than of the web are refused", async () => {
  for (const url of ["file:///etc/passwd", "data:,x", "/etc/passwd"]) {
    await expect(openDataset({ url }, { split: "train" })).rejects.toThrow(/https:\/\/ or http:\/\//);
  }
});
