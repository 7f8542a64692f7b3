import { type NdArray, rows as slice } from "@ganlens/core";
import { type DistinctCount, distinctCount } from "@ganlens/metrics";
import * as tf from "@tensorflow/tfjs";
import { totalVariance } from "../sets/collapse.ts";

/** What of a set of images repeats. */
export interface Repeats {
  readonly n: number;
  /** Groups of images that are linked by being nearly the same: how many different images the set holds. */
  readonly different: number;
  /** (n − different) / n: the share of images that repeat another one. */
  readonly share: number;
  /** How many images would be drawn, by the birthday paradox. */
  readonly drawn: DistinctCount;
  /** The rows of each group of more than one image, largest first. */
  readonly groups: readonly (readonly number[])[];
  /** The first row of every group, those of one image too: the different images. */
  readonly firsts: readonly number[];
}

/** Images whose squared distance is at most this share of what two images of the set have on average are nearly the same. */
export const nearlySame = 0.001;

/** Rows that are compared with all others at once. */
const batchSize = 250;

/**
 * Finds images that repeat: pairs whose squared distance is at most a thousandth of the mean squared distance of two images of the set.
 *
 * Of 5,000 handwritten digits the nearest two lie at 13 thousandths, of 2,000 that are blurred by 2 px at 2.6: what is blurred is not
 * called repeated. Candidates are chosen by products on the backend and measured anew in float64. Time grows with n²; memory is 250
 * rows of distances.
 *
 * @param images `[n, height, width, channels]`, n ≥ 2, that are not all the same
 */
export async function repeatsOf(images: NdArray): Promise<Repeats> {
  const spread = 2 * totalVariance(images);
  const n = images.shape[0] as number;
  const size = images.data.length / n;
  const most = nearlySame * spread;
  // Rounding of products must not hide a pair: candidates are all that may be one.
  const candidate = most + 1e-3 * spread;
  const flat = tf.tensor2d(images.data as Float32Array, [n, size]);
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  let coincident = 0;
  try {
    const norms = (await reading(() => tf.sum(tf.square(flat), 1))) as Float32Array;
    for (let start = 0; start < n; start += batchSize) {
      const part = slice(images, start, Math.min(n, start + batchSize));
      const count = part.shape[0] as number;
      const along = await reading(() => tf.matMul(tf.tensor2d(part.data, [count, size]), flat, false, true));
      for (let i = start; i < start + count; i++) {
        for (let j = i + 1; j < n; j++) {
          const about =
            (norms[i] as number) + (norms[j] as number) - 2 * (along[(i - start) * n + j] as number);
          if (about > candidate || squaredDistance(images, i, j) > most) continue;
          coincident++;
          parent[root(parent, i)] = root(parent, j);
        }
      }
    }
  } finally {
    flat.dispose();
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const group = root(parent, i);
    members.set(group, [...(members.get(group) ?? []), i]);
  }
  const different = members.size;
  return {
    n,
    different,
    share: (n - different) / n,
    drawn: distinctCount({ n, coincident }),
    groups: [...members.values()]
      .filter(({ length }) => length > 1)
      .sort((a, b) => b.length - a.length || (a[0] as number) - (b[0] as number)),
    firsts: [...members.values()].map(([first]) => first as number),
  };
}

async function reading(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute);
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}

function root(parent: Int32Array, of: number): number {
  let at = of;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at] as number] as number;
    at = parent[at] as number;
  }
  return at;
}

function squaredDistance({ data, shape }: NdArray, i: number, j: number): number {
  const size = data.length / (shape[0] as number);
  let sum = 0;
  for (let k = 0, a = i * size, b = j * size; k < size; k++, a++, b++) {
    sum += ((data[a] as number) - (data[b] as number)) ** 2;
  }
  return sum;
}
