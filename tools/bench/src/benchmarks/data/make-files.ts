import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeNpz, encodePng, Random } from "@ganlens/core";
import { digitsStrokes } from "@ganlens/datasets";

const side = 28;
/** Drawn at a time. */
const pieceSize = 1000;

/** A folder of PNGs of 28 × 28, of digits that are drawn as they are written; no two are equal. */
export async function makeFolder(path: string, images: number): Promise<void> {
  await mkdir(path, { recursive: true });
  const width = side * side;
  for (let start = 0; start < images; start += pieceSize) {
    const count = Math.min(pieceSize, images - start);
    const pixels = drawn(count, start);
    for (let i = 0; i < count; i++) {
      const data = pixels.slice(i * width, (i + 1) * width);
      const bytes = encodePng({ width: side, height: side, channels: 1, data });
      await writeFile(join(path, `${String(start + i).padStart(6, "0")}.png`), bytes);
    }
  }
}

/** The same pictures as one npz and one gzipped IDX file; their paths. */
export async function makeFiles(
  folder: string,
  images: number,
): Promise<{ readonly npz: string; readonly idx: string }> {
  const data = drawn(images, 0);
  const [npz, idx] = [join(folder, "images.npz"), join(folder, "images-idx3-ubyte.gz")];
  await writeFile(npz, encodeNpz({ images: { data, shape: [images, side, side] } }));
  const bytes = new Uint8Array(16 + data.length);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [0x803, images, side, side].entries()) view.setUint32(4 * i, value);
  bytes.set(data, 16);
  await writeFile(idx, gzipSync(bytes));
  return { npz, idx };
}

function drawn(count: number, seed: number): Uint8Array {
  const data = digitsStrokes();
  const { data: values } = data.renderFactors(data.sampleFactors(count, Random.fromSeed(seed)));
  return Uint8Array.from(values, (value) => Math.round(255 * value));
}
