import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { encodeIdx, encodeNpy, encodeNpz, encodePng, memoryFile } from "@ganlens/core";
import { gzipSync, zipSync } from "fflate";
import { cifarRecords } from "../../cifar/testdata/cifar-records.ts";
import { readDataFile } from "../../files/read-data-file.ts";
import type { FileSettings } from "../../files/read-file-options.ts";
import { portableDecoder } from "../../pictures/portable-decoder.ts";

/** A reader with files that it reads. */
export interface FuzzedReader {
  readonly seeds: () => readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => Promise<unknown>;
}

const count = 200;
const values = Uint8Array.from({ length: count * 16 }, (_, i) => (i * 37 + (i >> 4)) % 256);
const images = { data: values, shape: [count, 4, 4] };
const labels = { data: Int32Array.from({ length: count }, (_, i) => i % 3), shape: [count] };
const floats = { data: Float32Array.from(values, (value) => value / 255), shape: [count, 4, 4] };

/** Every reader of files, by name. */
export const fuzzedReaders: Readonly<Record<string, FuzzedReader>> = {
  idx: file("x.idx", () => [encodeIdx(images), encodeIdx(floats), gzipSync(encodeIdx(images))]),
  npy: file("x.npy", () => [encodeNpy(images), encodeNpy(floats)]),
  npz: file("x.npz", () => [encodeNpz({ images, labels }), encodeNpz({ images: floats, labels }, { compress: true })]),
  dsprites: file("d.npz", () => [dsprites(false), dsprites(true)]),
  safetensors: file("x.safetensors", () => [safetensors()]),
  zip: file("x.zip", () => [pictures(0), pictures(6)], { size: [4, 4] }),
  png: picture(() => [png(1), png(3), ...files("cases/rgb.png", "cases/interlaced-4bit.png")]),
  jpeg: picture(() => files("cases/rgbcoded.jpg", "cases/exif6.jpg")),
  cifar: file("data_batch_1.bin", () => [cifarRecords({ count, labelBytes: 1 }), cifarRecords({ count, labelBytes: 2 })]),
  parquet: file("x.parquet", () => files("parquet/hub-snappy.parquet", "parquet/plain.parquet"), { size: [4, 4] }),
  csv: file("x.csv", () => [table(","), table(";"), table("\t")]),
};

function dsprites(compress: boolean): Uint8Array {
  const factors = BigInt64Array.from({ length: 2 * count }, (_, i) => BigInt((i >> 1) % (2 + (i % 2))));
  return encodeNpz(
    {
      imgs: images,
      latents_values: { data: Float64Array.from(factors, Number), shape: [count, 2] },
      latents_classes: { data: factors, shape: [count, 2] },
    },
    { compress },
  );
}

/** Every picture tells its class by its folder. */
function pictures(level: 0 | 6): Uint8Array {
  return zipSync(
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i % 2}/${i}.png`, [png(1, i), { level }]])),
  );
}

function png(channels: 1 | 3, level = 9): Uint8Array {
  const data = Uint8Array.from({ length: 16 * channels }, (_, i) => i * 16 + level);
  return encodePng({ width: 4, height: 4, channels, data });
}

function safetensors(): Uint8Array {
  const header = JSON.stringify({
    images: { dtype: "U8", shape: [count, 4, 4], data_offsets: [0, values.length] },
  });
  const head = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + head.length + values.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  bytes.set(values, 8 + head.length);
  return bytes;
}

function table(separator: string): Uint8Array {
  const lines = Array.from({ length: count }, (_, i) => [i / 7, `"${-i}"`, i % 3].join(separator));
  return new TextEncoder().encode(["a", "b", "label"].join(separator).concat("\n", lines.join("\n")));
}

function files(...names: readonly string[]): readonly Uint8Array[] {
  return names.map((name) => new Uint8Array(readFileSync(new URL(`../../../testdata/${name}`, import.meta.url))));
}

function file(name: string, seeds: () => readonly Uint8Array[], settings: FileSettings = {}): FuzzedReader {
  return {
    seeds,
    read: (bytes) =>
      readDataFile(memoryFile({ name, bytes }), {
        name: "fuzzed",
        settings,
        decoder: async () => portableDecoder,
        maximumBytes: 2 ** 30,
        sha256: (content) => createHash("sha256").update(content).digest("hex"),
      }),
  };
}

function picture(seeds: () => readonly Uint8Array[]): FuzzedReader {
  return {
    seeds,
    async read(bytes) {
      await portableDecoder.inspect(bytes);
      return portableDecoder.decode(bytes);
    },
  };
}
