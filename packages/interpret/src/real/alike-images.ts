import { concatRows, type NdArray, Random, rows } from "@ganlens/core";
import { permutationTest } from "@ganlens/metrics";
import { nearestRows } from "../copies/nearest-rows.ts";
import { blockMeans } from "../sets/block-means.ts";

/** Images of each side that are looked at. */
const most = 500;
/** Nearest neighbours of each image that are looked at. */
const neighbours = 5;
/** Blocks along each side of an image, whose means are compared. */
const blocks = 14;
/** Images of one source are held to be of two in one of a hundred cases. */
const alarm = 0.01;

/**
 * Whether two sets of images could come from one source: how many of the five nearest neighbours of an image, both sets taken together,
 * are of its own set, against random divisions of the same images.
 *
 * Few images are looked at, so that it sees other writers, cameras or classes, and not what makes no difference.
 *
 * @param first, second `[n, height, width, channels]`, in random order, n ≥ 2
 * @see Schilling 1986; Henze 1988
 */
export async function areAlike(first: NdArray, second: NdArray): Promise<boolean> {
  const n = Math.min(most, first.shape[0] as number, second.shape[0] as number);
  const points = blockMeans(concatRows([rows(first, 0, n), rows(second, 0, n)]), blocks);
  const k = Math.min(neighbours, 2 * n - 1);
  const { rows: nearest } = await nearestRows({ queries: points, points, k: k + 1 });
  // An image is its own neighbour; where others are equal to it, it may not be the first, or be missing.
  const others = Array.from({ length: 2 * n }, (_, row) => {
    const found = [...nearest.subarray(row * (k + 1), (row + 1) * (k + 1))];
    return found.filter((each) => each !== row).slice(0, k);
  });
  const isFirst = new Uint8Array(2 * n);
  const { pValue } = permutationTest({
    sizes: [n, n],
    random: Random.fromSeed(0).split("alike"),
    statistic: (ofFirst) => {
      isFirst.fill(0);
      for (const row of ofFirst) isFirst[row] = 1;
      let same = 0;
      for (const [row, found] of others.entries()) {
        for (const other of found) if (isFirst[row] === isFirst[other]) same++;
      }
      return same;
    },
  });
  return pValue > alarm;
}
