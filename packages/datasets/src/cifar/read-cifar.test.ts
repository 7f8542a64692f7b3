import { memoryFile, sha256Hex } from "@ganlens/core";
import { expect, test } from "vitest";
import { readDataFile } from "../files/read-data-file.ts";
import type { ReadFileOptions } from "../files/read-file-options.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { readCifar } from "./read-cifar.ts";
import { cifarRecords } from "./testdata/cifar-records.ts";

const options = (settings: ReadFileOptions["settings"] = {}): ReadFileOptions => ({
  name: "cifar",
  settings,
  decoder: async () => portableDecoder,
  maximumBytes: 2 ** 30,
  sha256: sha256Hex,
});
const file = (bytes: Uint8Array, name = "data_batch_1.bin") => memoryFile({ name, bytes });

test("planes of red, green and blue become colours of a pixel", async () => {
  const loaded = await readDataFile(file(cifarRecords({ count: 200, labelBytes: 1 })), options());
  expect(loaded.info).toMatchObject({
    kind: "image",
    shape: [32, 32, 3],
    splits: { train: 160, "held-out": 40 },
  });
  expect(loaded.info.classes?.slice(0, 2)).toEqual(["airplane", "automobile"]);
  // The record's pixel i is (7 row + i + 50 channel) mod 256.
  const row = 123;
  const at = row * 3072 + 3 * (5 * 32 + 9);
  expect([...loaded.x.data.subarray(at, at + 3)]).toEqual(
    [0, 50, 100].map((add) => (7 * row + 169 + add) % 256),
  );
  expect(loaded.labels?.[row]).toBe(row % 10);
});

test("CIFAR-100 has fine labels unless coarse ones are asked for", async () => {
  const bytes = cifarRecords({ count: 200, labelBytes: 2 });
  const fine = await readDataFile(file(bytes, "train.bin"), options());
  expect(fine.info.classes).toHaveLength(100);
  expect(fine.labels?.[150]).toBe(50);
  const coarse = await readDataFile(file(bytes, "train.bin"), options({ labelColumn: "coarse" }));
  expect(coarse.info.classes).toHaveLength(20);
  expect(coarse.labels?.[150]).toBe(150 % 20);
  expect(coarse.info.sha256).not.toBe(fine.info.sha256);
  await expect(readDataFile(file(bytes, "train.bin"), options({ labelColumn: "x" }))).rejects.toThrow(
    /coarse or fine/,
  );
});

test("files of both parts become splits, whose images do not move when the files do", async () => {
  const train = { file: file(cifarRecords({ count: 200, labelBytes: 1 })), split: "train" } as const;
  const more = cifarRecords({ count: 60, labelBytes: 1, from: 190 });
  const test = { file: file(more, "test_batch.bin"), split: "test" } as const;
  const loaded = await readCifar([train, test], options());
  expect(loaded.info.splits).toEqual({ train: 200, test: 60, "held-out": 50 });
  const other = await readCifar([test, train], options());
  expect(other.info.sha256).toBe(loaded.info.sha256);
});

test("a size of neither kind, a mixture and a label out of range are refused with where", async () => {
  const bytes = cifarRecords({ count: 200, labelBytes: 1 });
  const mixed = [file(bytes), file(cifarRecords({ count: 200, labelBytes: 2 }), "train.bin")];
  await expect(
    readCifar(
      mixed.map((each) => ({ file: each })),
      options(),
    ),
  ).rejects.toThrow(
    /records of CIFAR-10 \(3073 bytes\) or of CIFAR-100 \(3074 bytes\) in train.bin, received 614800/,
  );
  bytes[3073 * 3] = 10;
  await expect(readDataFile(file(bytes), options())).rejects.toThrow(
    /label of CIFAR-10 below 10 at byte 9219 of data_batch_1.bin, received 10/,
  );
  await expect(readDataFile(file(cifarRecords({ count: 20, labelBytes: 1 })), options())).rejects.toThrow(
    /at least 200/,
  );
});
