import type { Figure, LensContext, NdArray } from "@ganlens/core";
import { takeRows } from "@ganlens/core";
import { exactShareInterval } from "@ganlens/metrics";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { accuracyOf } from "../../recognition/learning-curve.ts";
import type { RecognitionFindings } from "./recognition.ts";

/** Images that are shown. */
const shown = 16;

/** The learning curves, the classes one by one, and images that are seen in another class than was asked for. */
export async function recognitionFigures(
  found: RecognitionFindings,
  {
    suspect,
    classNames,
    context,
  }: {
    readonly suspect: NdArray;
    readonly classNames: readonly string[] | undefined;
    readonly context: LensContext;
  },
): Promise<readonly Figure[]> {
  const named = (label: number): string => classNames?.[label] ?? `class ${label}`;
  return [
    curveFigure(found),
    {
      kind: "bar",
      id: "class-recall",
      title: "Which classes are recognised after learning from generated images",
      caption: `The share of the real test images of each class that are recognised: after ${found.worth.count} generated images, and after all ${found.learned} real ones; exact 95 % intervals.`,
      x: { label: "class" },
      y: { label: "share recognised" },
      bars: found.recalls.flatMap(({ label, n, generated, real }) => [
        { label: named(label), group: "learned from generated images", ...shareBar(generated, n) },
        { label: named(label), group: "learned from real images", ...shareBar(real, n) },
      ]),
    },
    ...(await contradictedFigure(found, { suspect, named, context })),
  ];
}

function shareBar(
  hits: number,
  n: number,
): { readonly value: number; readonly low: number; readonly high: number } {
  const { value, interval } = exactShareInterval({ hits, n });
  return { value, low: interval.low, high: interval.high };
}

function curveFigure({ judge, growth, shuffled, worth, test }: RecognitionFindings): Figure {
  const { sizes, hits } = judge.curve;
  const all = sizes[sizes.length - 1] as number;
  return {
    kind: "line",
    id: "learning-curve",
    title: "What generated images teach, and what real ones do",
    caption: `The share of ${test.labels.length} real test images that a small network recognises, by the number of images that it learned from; the band spans the draws of real subsets, the bar is the 95 % interval over test images. Where the real images reach what all generated ones teach, that many they are worth.`,
    x: { label: "images learned from", scale: "log" },
    y: { label: "share recognised" },
    series: [
      {
        name: "real images",
        points: sizes.map((x, k) => {
          const draws = (hits[k] as readonly Uint8Array[]).map(accuracyOf);
          return {
            x,
            y: draws.reduce((sum, each) => sum + each, 0) / draws.length,
            low: Math.min(...draws),
            high: Math.max(...draws),
          };
        }),
      },
      {
        name: "generated images",
        points: growth.map(({ count, accuracy }) =>
          count === worth.count
            ? { x: count, y: accuracy, low: worth.accuracyInterval.low, high: worth.accuracyInterval.high }
            : { x: count, y: accuracy },
        ),
      },
      {
        name: "all generated images",
        dashed: true,
        points: [sizes[0] as number, all].map((x) => ({ x, y: worth.accuracy })),
      },
      {
        name: "generated images, labels shuffled",
        dashed: true,
        points: [sizes[0] as number, all].map((x) => ({ x, y: shuffled.mean })),
      },
    ],
  };
}

async function contradictedFigure(
  { contradicted }: RecognitionFindings,
  {
    suspect,
    named,
    context,
  }: {
    readonly suspect: NdArray;
    readonly named: (label: number) => string;
    readonly context: LensContext;
  },
): Promise<readonly Figure[]> {
  const places = contradicted?.rows.slice(0, shown) ?? [];
  if (contradicted === undefined || places.length === 0) return [];
  return [
    await imageGridFigure(context, takeRows(suspect, places), {
      id: "contradicted",
      title: "Generated images that are seen in another class than was asked for",
      caption:
        "By a recogniser that learned from all real training images: what was asked for, and what it sees. Some are its own mistakes.",
      columns: Math.min(8, places.length),
      tiles: places.map((row) => ({
        label: `asked for ${named(contradicted.asked[row] as number)}, seen as ${named(contradicted.seen[row] as number)}, image ${row}`,
      })),
      showsRealData: false,
    }),
  ];
}
