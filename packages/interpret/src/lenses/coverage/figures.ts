import { concatRows, type Figure, type LensContext, type NdArray, takeRows } from "@ganlens/core";
import { nearestRows } from "../../copies/nearest-rows.ts";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { shownGroups } from "./answer.ts";
import type { GroupRatio } from "./group-ratios.ts";
import type { Found, Judge } from "./judge.ts";
import type { Outside } from "./outside.ts";

/** Pairs that are shown of images outside, and kinds of either end. */
const shown = 8;

/** How often each class is drawn, for what it should be. */
export function classFigure(found: Found, nameOf: (label: number) => string): readonly Figure[] {
  if ("reason" in found) return [];
  return [
    {
      kind: "bar",
      id: "classes",
      title: "How often each class is drawn",
      caption:
        "Share of the class among generated images over its share among real ones, with 95 % intervals: 1 is as it should be. Below 2/3 or above 3/2 it is much too seldom or too often.",
      x: { label: "class" },
      y: { label: "times what it should be" },
      bars: found.groups.map(({ group, ratio, interval }) => ({
        label: nameOf(group),
        value: ratio,
        low: interval.low,
        high: interval.high,
      })),
    },
  ];
}

/** Pictures of a lens: generated and real images, and where each lies. */
export interface Pictures {
  readonly suspect: NdArray;
  readonly training: NdArray;
  readonly pixels: PixelCodes;
  /** "held-out", or "set-aside" where the generator has seen them. */
  readonly kept: string;
  readonly context: LensContext;
}

/** Kinds of either end, the one that is drawn least first, with a real image of each and the generated one nearest to that. */
export interface KindEnds {
  readonly kinds: readonly GroupRatio[];
  /** Whether there are others between the two ends. */
  readonly areEnds: boolean;
  /** Rows of the training images. */
  readonly real: readonly number[];
  /** Rows of the generated images. */
  readonly nearest: readonly number[];
}

/** Kinds that are shown of either end. */
const half = shown / 2;

/** The kinds that are drawn least and most; undefined where none were told. */
export async function kindEnds(
  found: Found,
  kinds: Judge["kinds"],
  { suspect, training, pixels }: Pictures,
): Promise<KindEnds | undefined> {
  if ("reason" in found || "reason" in kinds) return undefined;
  const sorted = [...shownGroups(found)].sort((a, b) => a.ratio - b.ratio || a.group - b.group);
  const areEnds = sorted.length > shown;
  const some = areEnds ? [...sorted.slice(0, half), ...sorted.slice(-half)] : sorted;
  const width = kinds.centres.shape[1] as number;
  const centres: NdArray = {
    data: Float32Array.from(
      some.flatMap(({ group }) => [...kinds.centres.data.subarray(group * width, (group + 1) * width)]),
    ),
    shape: [some.length, width],
  };
  const { rows } = await nearestRows({ queries: centres, points: await pixels.codes(training), k: 1 });
  const nearest = await nearestGenerated(takeRows(training, [...rows]), { suspect, pixels });
  return { kinds: some, areEnds, real: [...rows], nearest };
}

/** Rows of the generated images nearest to the kinds that are drawn least, that one first. */
export function nearestToLeast({ kinds, nearest }: KindEnds): readonly number[] {
  return nearest.slice(0, Math.min(half, Math.ceil(kinds.length / 2)));
}

/** The kinds that are drawn least and most: a real image of each above the generated one that is nearest to it. */
export async function kindFigure(
  ends: KindEnds | undefined,
  { suspect, training, context }: Pictures,
): Promise<readonly Figure[]> {
  if (!context.trainingImages || ends === undefined) return [];
  const { kinds, areEnds, real, nearest } = ends;
  const value = ({ ratio }: GroupRatio) => Number(ratio.toPrecision(3));
  return [
    await imageGridFigure(context, concatRows([takeRows(training, real), takeRows(suspect, nearest)]), {
      id: "kinds",
      title: areEnds
        ? `The ${half} kinds that are drawn least and the ${half} that are drawn most`
        : "The kinds of real images, from the one that is drawn least",
      caption:
        "A real image of each kind above the generated image nearest to it; how many times as often as it should be the kind is drawn.",
      columns: kinds.length,
      rowLabels: ["real", "nearest generated"],
      tiles: [
        ...kinds.map((kind, i) => ({
          label: `training image ${real[i]}, kind ${kind.group}`,
          value: value(kind),
          real: true,
        })),
        ...nearest.map((row) => ({ label: String(row) })),
      ],
      showsRealData: true,
    }),
  ];
}

/** Rows of the generated images that are nearest to the real images farthest outside. */
export interface Gaps {
  /** Rows of `Outside.images`, the farthest outside first. */
  readonly real: readonly number[];
  /** Rows of the generated images. */
  readonly nearest: readonly number[];
}

export async function gapsOf(
  { images, errors }: Outside,
  { suspect, pixels }: Pick<Pictures, "suspect" | "pixels">,
): Promise<Gaps> {
  const real = [...errors.keys()]
    .sort((a, b) => (errors[b] as number) - (errors[a] as number) || a - b)
    .slice(0, shown);
  return { real, nearest: await nearestGenerated(takeRows(images, real), { suspect, pixels }) };
}

/** The real images that fit worst, each above the generated image that is nearest to it. */
export async function gapFigure(
  { real, nearest }: Gaps,
  { images, errors }: Outside,
  { suspect, kept, context }: Pick<Pictures, "suspect" | "kept" | "context">,
): Promise<readonly Figure[]> {
  if (!context.trainingImages) return [];
  return [
    await imageGridFigure(context, concatRows([takeRows(images, real), takeRows(suspect, nearest)]), {
      id: "gaps",
      title: "Real images farthest from what it draws, above the nearest that it drew",
      caption: `${kept[0]?.toUpperCase()}${kept.slice(1)} real images that an autoencoder of generated images rebuilds worst, with their mean squared error.`,
      columns: real.length,
      rowLabels: ["real", "nearest generated"],
      tiles: [
        ...real.map((row) => ({
          label: `${kept} real image ${row}`,
          value: errors[row] as number,
          real: true,
        })),
        ...nearest.map((row) => ({ label: String(row) })),
      ],
      showsRealData: true,
    }),
  ];
}

async function nearestGenerated(
  real: NdArray,
  { suspect, pixels }: Pick<Pictures, "suspect" | "pixels">,
): Promise<readonly number[]> {
  const { rows } = await nearestRows({
    queries: await pixels.codes(real),
    points: await pixels.codes(suspect),
    k: 1,
  });
  return [...rows];
}
