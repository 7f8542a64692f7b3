import { decodePng } from "@ganlens/core";
import { expect, it } from "vitest";
import { openDataset } from "../open-dataset.ts";
import { findDatasetSource } from "../registry.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { contactSheet } from "./contact-sheet.ts";
import { describeDataset } from "./describe-dataset.ts";

/** Eight grey pixels in two splits, with one copy within train and one across. */
const toy: DatasetSource = {
  name: "toy",
  description: "",
  load: async () => ({
    info: {
      name: "toy",
      kind: "image",
      shape: [1, 2, 1],
      classes: ["dark", "light"],
      splits: { train: 4, "held-out": 3, test: 1 },
      licence: "none",
      sha256: "0".repeat(64),
    },
    x: { data: Uint8Array.of(0, 0, 0, 0, 51, 51, 255, 255, 255, 255, 102, 102, 0, 51), shape: [7, 1, 2, 1] },
    maximum: 255,
    ids: ["a", "b", "c", "d", "e", "f", "g"],
    labels: Int32Array.of(0, 0, 0, 1, 1, 0, 0),
    splits: { train: Int32Array.of(0, 1, 2, 3), "held-out": Int32Array.of(4, 5, 6), test: Int32Array.of(4) },
  }),
};

it("counts samples, classes, copies within and across splits, and values", async () => {
  const found = await describeDataset(await openDataset(toy, { split: "train" }));
  expect(found.splits).toEqual({
    train: { count: 4, classCounts: [3, 1], duplicates: 1 },
    "held-out": { count: 3, classCounts: [2, 1], duplicates: 0 },
    test: { count: 1, classCounts: [0, 1], duplicates: 0 },
  });
  // Test is a part of held-out, so that they share what they must.
  expect(found.shared).toEqual([
    { splits: ["train", "held-out"], count: 1 },
    { splits: ["train", "test"], count: 1 },
  ]);
  const values = [0, 0, 0, 0, 0.2, 0.2, 1, 1, 1, 1, 0.4, 0.4, 0, 0.2];
  const mean = values.reduce((sum, value) => sum + value, 0) / 14;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 14;
  expect([found.minimum, found.maximum]).toEqual([0, 1]);
  expect(found.mean).toBeCloseTo(mean, 6);
  expect(found.standardDeviation).toBeCloseTo(Math.sqrt(variance), 6);
  expect([...found.meanSample.data]).toEqual([expect.closeTo(2.6 / 7, 6), expect.closeTo(2.8 / 7, 6)]);
});

it("draws ten of each class and their mean behind them, enlarged; a hundred without classes", async () => {
  const digits = await openDataset("digits-8x8", { split: "train" });
  const sheet = await contactSheet(digits);
  expect(sheet).toMatchObject({
    rows: Array.from("0123456789"),
    width: 11 * 33,
    height: 10 * 33,
    channels: 1,
  });
  const { data, width } = decodePng(sheet.png);
  const { x, labels } = await digits.all();
  const at = Array.from(labels ?? []).indexOf(3);
  const tile = Array.from(
    { length: 64 },
    (_, i) => data[(3 * 33 + 4 * Math.floor(i / 8)) * width + 4 * (i % 8)],
  );
  expect(tile).toEqual(
    Array.from(x.data.subarray(at * 64, at * 64 + 64), (value) => Math.round(255 * value)),
  );
  const members = [...(labels ?? [])].flatMap((label, row) => (label === 3 ? [row] : []));
  const mean = members.reduce((sum, row) => sum + (x.data[row * 64 + 27] as number), 0) / members.length;
  expect(data[(3 * 33 + 4 * 3) * width + 330 + 4 * 3]).toBe(Math.round(255 * mean));
  const icons = await contactSheet(await openDataset("game-icons", { split: "held-out" }));
  expect(icons).toMatchObject({ rows: [], width: 11 * 57, height: 10 * 57 });
  await expect(
    openDataset(findDatasetSource("ring-8"), { split: "train" }).then(contactSheet),
  ).rejects.toThrow(/Expected images for a contact sheet/);
});
