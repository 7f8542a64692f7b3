import { encodeNpz, memoryFile, type NpyInput, sha256Hex } from "@ganlens/core";
import { expect, test } from "vitest";
import { readDataFile } from "../files/read-data-file.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { evenRows } from "./even-rows.ts";

const total = 3 * 4 * 100;
/** Shape, scale and position of a row, in the order of dSprites. */
const indices = (row: number) => [
  0,
  row % 3,
  Math.floor(row / 3) % 4,
  0,
  Math.floor(row / 12) % 10,
  Math.floor(row / 120),
];

function arrays(change: Record<string, NpyInput> = {}): Record<string, NpyInput> {
  const rows = Array.from({ length: total }, (_, row) => indices(row));
  const images = Uint8Array.from({ length: total * 16 }, (_, i) => (Math.floor(i / 16) >> (i % 16)) & 1);
  return {
    imgs: { data: images, shape: [total, 4, 4] },
    latents_values: { data: Float64Array.from(rows.flat(), (index) => 0.5 + index / 8), shape: [total, 6] },
    latents_classes: { data: BigInt64Array.from(rows.flat(), BigInt), shape: [total, 6] },
    ...change,
  };
}

const read = (content: Record<string, NpyInput>, count?: number) =>
  readDataFile(memoryFile({ name: "dsprites.npz", bytes: encodeNpz(content, { compress: true }) }), {
    name: "dsprites",
    settings: count === undefined ? {} : { count },
    decoder: async () => portableDecoder,
    maximumBytes: 2 ** 30,
    sha256: sha256Hex,
  });

test("images come with the factors that made them", async () => {
  const loaded = await read(arrays());
  expect(loaded.info).toMatchObject({ shape: [4, 4, 1], classes: ["square", "ellipse", "heart"] });
  expect(loaded.info.factors?.map(({ name, size }) => [name, size])).toEqual([
    ["color", 1],
    ["shape", 3],
    ["scale", 4],
    ["orientation", 1],
    ["position-x", 10],
    ["position-y", 10],
  ]);
  expect(loaded.info.factors?.[2]?.values).toEqual([0.5, 0.625, 0.75, 0.875]);
  expect(loaded.maximum).toBe(1);
  const row = 1001;
  expect([...(loaded.factors?.data.subarray(row * 6, row * 6 + 6) ?? [])]).toEqual(indices(row));
  expect([...loaded.x.data.subarray(row * 16, row * 16 + 10)]).toEqual(
    Array.from({ length: 10 }, (_, i) => (row >> i) & 1),
  );
});

test("a part of them is even, the same every time, and within a larger part", async () => {
  const loaded = await read(arrays(), 300);
  expect(loaded.x.shape[0]).toBe(300);
  expect(loaded.notes?.[0]).toContain("300 of 1200 images");
  const [few, more] = [evenRows(total, 300), new Set(evenRows(total, 500))];
  expect([...few].every((row) => more.has(row))).toBe(true);
  expect(loaded.factors?.data.slice(6 * 7, 6 * 8)).toEqual(Int32Array.from(indices(few[7] as number)));
  // Of 10 parts of 30 expected, none is empty or twice as full as it should be.
  const parts = Array.from(
    { length: 10 },
    (_, part) => few.filter((row) => Math.floor(row / 120) === part).length,
  );
  expect(Math.min(...parts)).toBeGreaterThan(15);
  expect(Math.max(...parts)).toBeLessThan(50);
});

test("arrays that disagree are refused", async () => {
  const wrong = { data: new Float64Array(6 * (total - 1)), shape: [total - 1, 6] };
  await expect(read(arrays({ latents_values: wrong }))).rejects.toThrow(
    /n at least 200, received uint8 \[1200, 4, 4\]/,
  );
  const values = arrays().latents_values?.data as Float64Array;
  values[6 * 100 + 2] = 7;
  await expect(read(arrays({ latents_values: { data: values, shape: [total, 6] } }))).rejects.toThrow(
    /one value for index 1 of factor 3 in latents_values of dsprites.npz/,
  );
  const classes = arrays().latents_classes?.data as BigInt64Array;
  classes[9] = -1n;
  await expect(read(arrays({ latents_classes: { data: classes, shape: [total, 6] } }))).rejects.toThrow(
    /received -1 in row 1/,
  );
});
