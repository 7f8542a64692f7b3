import type { NdArray, Random } from "@ganlens/core";
import { findFault } from "../../faults/faults.ts";

/** Images that do not belong: real ones with something done to them. */
export interface Corruption {
  readonly id: string;
  /** What was done: "noise", "blur". */
  readonly kind: string;
  /** How strong, for tables: "σ 0.2"; empty where there is one strength alone. */
  readonly strength: string;
  /** Whether this strength of the kind stands in the figure. */
  readonly shown: boolean;
  make(images: NdArray, random: Random): NdArray;
}

const planted = (id: string, strengths: readonly number[], unit: string): readonly Corruption[] =>
  strengths.map((strength, i) => ({
    id: `${id}-${strength}`,
    kind: id,
    strength: `σ ${strength}${unit}`,
    shown: i === 1,
    make: (images, random) => findFault(id).plant({ images, training: images, random }, strength),
  }));

/** Noise, blur and an erased block at three strengths each; blocks in another order, turned images, and negatives. */
export const corruptions: readonly Corruption[] = [
  ...planted("noise", [0.1, 0.2, 0.4], ""),
  ...planted("blur", [0.5, 1, 2], " px"),
  ...[0.25, 0.4, 0.6].map((side, i) => ({
    id: `erased-${side}`,
    kind: "block erased",
    strength: `${side} of each side`,
    shown: i === 1,
    make: (images: NdArray, random: Random) => erased(images, side, random),
  })),
  { id: "scrambled", kind: "blocks in another order", strength: "", shown: true, make: scrambled },
  { id: "turned", kind: "turned", strength: "", shown: true, make: (images) => turned(images) },
  { id: "negative", kind: "negative", strength: "", shown: true, make: (images) => negative(images) },
];

/** Pixels of each image taken from other places of it; −1 gives 0. */
function moved(
  images: NdArray,
  from: (image: number) => (row: number, column: number) => readonly [number, number] | undefined,
): NdArray {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  const data = new Float32Array(images.data.length);
  for (let n = 0; n < count; n++) {
    const source = from(n);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const place = source(i, j);
        if (place === undefined) continue;
        const at = ((n * height + place[0]) * width + place[1]) * channels;
        data.set(images.data.subarray(at, at + channels), ((n * height + i) * width + j) * channels);
      }
    }
  }
  return { data, shape: images.shape };
}

/** A block of each image, somewhere, is 0. */
function erased(images: NdArray, side: number, random: Random): NdArray {
  const [count = 0, height = 0, width = 0] = images.shape;
  const [tall, wide] = [Math.ceil(side * height), Math.ceil(side * width)];
  const tops = random.split("tops").integers(count, { high: height - tall + 1 });
  const lefts = random.split("lefts").integers(count, { high: width - wide + 1 });
  return moved(images, (n) => {
    const [top, left] = [tops[n] as number, lefts[n] as number];
    return (i, j) => (i >= top && i < top + tall && j >= left && j < left + wide ? undefined : [i, j]);
  });
}

/** Each side is cut in four, and the 16 blocks change places; what is left over at the edges stays. */
function scrambled(images: NdArray, random: Random): NdArray {
  const [, height = 0, width = 0] = images.shape;
  const parts = 4;
  const [tall, wide] = [Math.floor(height / parts), Math.floor(width / parts)];
  return moved(images, () => {
    const order = random.permutation(parts * parts);
    return (i, j) => {
      if (i >= parts * tall || j >= parts * wide || tall === 0 || wide === 0) return [i, j];
      const block = order[Math.floor(i / tall) * parts + Math.floor(j / wide)] as number;
      return [Math.floor(block / parts) * tall + (i % tall), (block % parts) * wide + (j % wide)];
    };
  });
}

/** By a right angle where images are square, else by two. */
function turned(images: NdArray): NdArray {
  const [, height = 0, width = 0] = images.shape;
  return moved(images, () =>
    height === width ? (i, j) => [j, height - 1 - i] : (i, j) => [height - 1 - i, width - 1 - j],
  );
}

function negative({ data, shape }: NdArray): NdArray {
  return { data: data.map((value) => 1 - value), shape };
}
