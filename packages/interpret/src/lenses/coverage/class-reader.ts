import { type NdArray, rows } from "@ganlens/core";
import { classShareRatios, neighbourVote, quantileSorted } from "@ganlens/metrics";
import { nearestRows } from "../../copies/nearest-rows.ts";
import { type GroupJudgement, judgedGroups } from "./group-ratios.ts";
import { margins } from "./statements.ts";

/** Tells classes by the nearest labelled images. */
export interface ClassReader {
  /** Class of each group, an index into the data set's classes. */
  readonly classes: readonly number[];
  /** Share of labelled images that their neighbours tell rightly. */
  readonly accuracy: number;
  /** Labelled images. */
  readonly labelled: number;
  judge(codes: NdArray): Promise<ClassJudgement | { readonly reason: string }>;
}

/** Classes, and how many of the images a classifier of real images has not been made for. */
export interface ClassJudgement extends GroupJudgement {
  /** Share of images farther from the nearest labelled one than 95 % of labelled ones are from the next. */
  readonly unlike: number;
}

/** Neighbours that vote. */
const voters = 5;
/** Of fewer labelled images of a class its confusions are not known. */
const leastOfClass = 10;

/**
 * A classifier by the nearest labelled images, with the confusions that it makes of labelled images when each is left out.
 *
 * @param points `[m, d]`, codes of labelled images
 * @param labels `[m]`
 */
export async function classReader({
  points,
  labels,
}: {
  readonly points: NdArray;
  readonly labels: Int32Array;
}): Promise<ClassReader | { readonly reason: string }> {
  const m = points.shape[0] as number;
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  if (classes.length < 2) return { reason: "the real images are all of one class" };
  const own = Int32Array.from(labels, (label) => classes.indexOf(label));
  const rarest = Math.min(...classes.map((_, c) => own.filter((label) => label === c).length));
  if (rarest < leastOfClass) {
    return {
      reason: `there are only ${rarest} real images of one class, and at least ${leastOfClass} are needed`,
    };
  }
  const vote = (neighbours: Int32Array) =>
    neighbourVote({
      neighbours: { data: neighbours, shape: [neighbours.length / voters, voters] },
      labels: own,
      classes: classes.length,
    }).predicted;
  const { rows: near, distances } = await nearestRows({ queries: points, points, k: voters + 1 });
  const usual = quantileSorted(
    Array.from({ length: m }, (_, row) => {
      const at = row * (voters + 1);
      return distances[near[at] === row ? at + 1 : at] as number;
    }).sort((a, b) => a - b),
    0.95,
  );
  const others = Int32Array.from({ length: m }, (_, row) => row).reduce<number[]>((all, row) => {
    const found = [...near.subarray(row * (voters + 1), (row + 1) * (voters + 1))];
    all.push(...found.filter((other) => other !== row).slice(0, voters));
    return all;
  }, []);
  const seen = vote(Int32Array.from(others));
  const counts = new Float64Array(classes.length ** 2);
  for (let row = 0; row < m; row++) {
    counts[(own[row] as number) * classes.length + (seen[row] as number)]! += 1;
  }
  const confusion = { data: counts, shape: [classes.length, classes.length] };
  return {
    classes,
    accuracy: seen.filter((label, row) => label === own[row]).length / m,
    labelled: m,
    async judge(codes) {
      const n = codes.shape[0] as number;
      const nearest = await nearestRows({ queries: codes, points, k: voters });
      const predicted = vote(nearest.rows);
      const far = Array.from({ length: n }, (_, row) => row).filter(
        (row) => (nearest.distances[row * voters] as number) > usual,
      );
      const found = classShareRatios({
        counts: classes.map((_, c) => predicted.filter((label) => label === c).length),
        confusion,
      });
      if (found.ratios === null) return { reason: found.reason };
      const judged = judgedGroups(
        found.ratios.map((ratio, c) => ({
          group: classes[c] as number,
          real: own.filter((label) => label === c).length / m,
          ratio,
        })),
        { n, margins: margins.classes },
      );
      return { ...judged, unlike: far.length / n };
    },
  };
}

/** The first `most` labelled points. */
export function firstLabelled(
  points: NdArray,
  labels: Int32Array,
  most: number,
): { readonly points: NdArray; readonly labels: Int32Array } {
  const count = Math.min(most, points.shape[0] as number);
  return { points: rows(points, 0, count), labels: labels.subarray(0, count) };
}
