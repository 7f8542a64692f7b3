import type { NdArray } from "@ganlens/core";

/** The rows of images, in order, of which no earlier one is the same to the last bit. */
export function differentRows({ data, shape }: NdArray): readonly number[] {
  const count = shape[0] as number;
  const width = data.length / Math.max(1, count);
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const seen = new Map<number, number[]>();
  const found: number[] = [];
  for (let row = 0; row < count; row++) {
    const start = row * width;
    const key = hash(bits, start, width);
    const alike = seen.get(key) ?? [];
    if (alike.some((other) => equal(bits, other * width, start, width))) continue;
    seen.set(key, [...alike, row]);
    found.push(row);
  }
  return found;
}

/** The rows of images that are the same as one of the others to the last bit. */
export function sharedRows(images: NdArray, others: NdArray): readonly number[] {
  const count = others.shape[0] as number;
  const width = others.data.length / Math.max(1, count);
  const [bits, otherBits] = [images, others].map(
    ({ data }) => new Uint32Array(data.buffer, data.byteOffset, data.length),
  ) as [Uint32Array, Uint32Array];
  const known = new Map<number, number[]>();
  for (let row = 0; row < count; row++) {
    const key = hash(otherBits, row * width, width);
    known.set(key, [...(known.get(key) ?? []), row]);
  }
  return Array.from({ length: images.shape[0] as number }, (_, row) => row).filter((row) => {
    const own = bits.subarray(row * width, (row + 1) * width);
    return (known.get(hash(bits, row * width, width)) ?? []).some((other) =>
      own.every((value, i) => value === otherBits[other * width + i]),
    );
  });
}

/** FNV-1a over 32-bit words. */
function hash(bits: Uint32Array, start: number, width: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < start + width; i++) value = Math.imul(value ^ (bits[i] as number), 0x01000193);
  return value;
}

function equal(bits: Uint32Array, one: number, other: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (bits[one + i] !== bits[other + i]) return false;
  return true;
}
