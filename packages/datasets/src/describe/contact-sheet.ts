import { ConfigInvalidError, type ImageGridPng, imageGrid, type NdArray, sizeOf } from "@ganlens/core";
import type { Dataset } from "../dataset.ts";

const perClass = 10;
const mostRows = 20;
const blockSize = 500;
/** A side of a tile is at least that many px, so that small images are seen. */
const smallestTile = 32;

/** A picture of some samples, a class in each row, and what is in the rows. */
export interface ContactSheet extends ImageGridPng {
  /** The class of each row; nothing where there are no classes. */
  readonly rows: readonly string[];
}

/**
 * The first ten samples of each class in a split, and behind them the mean of all of the class; without classes, a hundred samples and the
 * mean of all beside each ten. At most 20 classes are shown. Samples of two channels, or more than three, are shown by the first three.
 *
 * @throws {ConfigInvalidError} when the samples are no images, or there are none
 */
export async function contactSheet(dataset: Dataset): Promise<ContactSheet> {
  const { info } = dataset;
  const [height = 0, width = 0, channels = 0] = info.shape;
  if (info.shape.length !== 3 || dataset.size === 0) {
    throw new ConfigInvalidError({
      message: `Expected images for a contact sheet, but split ${dataset.split} of ${info.name} holds ${dataset.size} samples of shape [${info.shape.join(", ")}].`,
    });
  }
  const groups = (info.classes ?? []).slice(0, mostRows);
  const plain = groups.length === 0;
  const rows = plain ? Math.ceil(Math.min(dataset.size, perClass * perClass) / perClass) : groups.length;
  const tiles = new Float32Array(rows * (perClass + 1) * sizeOf(info.shape)).fill(0.5);
  const size = sizeOf(info.shape);
  const sums = Array.from({ length: rows }, () => ({ count: 0, sum: new Float64Array(size) }));
  for (let start = 0; start < dataset.size; start += blockSize) {
    const { x, labels } = await dataset.slice(start, Math.min(dataset.size, start + blockSize));
    for (let i = 0; i < (x.shape[0] ?? 0); i++) {
      const at = start + i;
      // Without classes, the rows are filled one after the other, and the mean stands behind the first.
      const row = plain ? 0 : (labels?.[i] ?? rows);
      const group = sums[row];
      if (group === undefined) continue;
      const sample = x.data.subarray(i * size, (i + 1) * size);
      const place = plain
        ? Math.floor(at / perClass) * (perClass + 1) + (at % perClass)
        : row * (perClass + 1) + group.count;
      if (plain ? at < rows * perClass : group.count < perClass) tiles.set(sample, place * size);
      group.count++;
      for (let k = 0; k < size; k++) group.sum[k] = (group.sum[k] as number) + (sample[k] as number);
    }
  }
  for (const [row, { count, sum }] of sums.entries()) {
    if (count > 0)
      tiles.set(
        sum.map((value) => value / count),
        (row * (perClass + 1) + perClass) * size,
      );
  }
  const shown = enlarged({ data: tiles, shape: [rows * (perClass + 1), height, width, channels] });
  return { ...imageGrid(shown, perClass + 1), rows: groups };
}

/** Images as pictures of 1 or 3 channels whose sides are whole multiples, large enough to be seen. */
export function enlarged({ data, shape }: NdArray): NdArray {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const times = Math.max(1, Math.ceil(smallestTile / Math.min(height, width)));
  const colours = channels === 1 ? 1 : 3;
  const [toHeight, toWidth] = [height * times, width * times];
  const out = new Float32Array(count * toHeight * toWidth * colours);
  for (let i = 0; i < count * toHeight * toWidth; i++) {
    const [image, row, column] = [
      Math.floor(i / (toHeight * toWidth)),
      Math.floor((i % (toHeight * toWidth)) / toWidth / times),
      Math.floor((i % toWidth) / times),
    ];
    const from = ((image * height + row) * width + column) * channels;
    for (let k = 0; k < Math.min(colours, channels); k++) out[i * colours + k] = data[from + k] as number;
  }
  return { data: out, shape: [count, toHeight, toWidth, colours] };
}
