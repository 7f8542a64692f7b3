import { concatRows, type Figure, type LensContext, type NdArray, takeRows } from "@ganlens/core";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { short } from "../../words/numbers.ts";
import { differenceMaps } from "./difference-maps.ts";
import type { ApartJudgement, PropertyJudgement } from "./judge.ts";
import type { BandDifference } from "./spectrum-differences.ts";
import { witnessSteps } from "./witness.ts";

/** Images that are shown of each kind. */
const shown = 8;

/** How well they are told by what is kept of an image, by what is left over, and by both. */
export function classifierFigure(
  { code, residual, both }: ApartJudgement,
  placebo: ApartJudgement | undefined,
): Figure {
  const bars = (group: string, judged: Pick<ApartJudgement, "code" | "residual" | "both">) =>
    (["code", "residual", "both"] as const).map((label) => ({
      label,
      group,
      value: judged[label].auc,
      low: judged[label].interval[0],
      high: judged[label].interval[1],
    }));
  return {
    kind: "bar",
    id: "classifier",
    title: "How well a simple classifier tells them from real images",
    caption:
      "AUC of images that it has not learned, with 95 % intervals: 0.5 is chance, 1 is without a mistake. The code is what an autoencoder of real images keeps of an image, the residual what it leaves over.",
    x: { label: "what the classifier is given" },
    y: { label: "AUC" },
    bars: [
      ...bars("generated", { code, residual, both }),
      ...(placebo === undefined ? [] : bars("real images in their place", placebo)),
    ],
  };
}

/** By how much each property differs. */
export function propertyFigure({ differences }: PropertyJudgement): Figure {
  return {
    kind: "bar",
    id: "properties",
    title: "Properties of generated images against real ones",
    caption:
      "Mean of generated minus mean of real images, in spreads of single images (at least what can just be seen), with 95 % intervals: 0 is no difference.",
    x: { label: "property" },
    y: { label: "difference in spreads" },
    bars: differences.map(({ property, effect, interval: [low, high] }) => ({
      label: property.name,
      value: effect,
      low,
      high,
    })),
  };
}

/** Power by frequency. */
export function spectrumFigure(bands: readonly BandDifference[]): Figure {
  const line = (name: "generated" | "real") => ({
    name,
    points: bands.map((band) => ({
      x: band.frequency,
      y: band[name].value,
      low: band[name].low,
      high: band[name].high,
    })),
    ...(name === "real" ? { dashed: true } : {}),
  });
  const differing = bands.filter(({ pValue }) => pValue <= 0.01).length;
  return {
    kind: "line",
    id: "spectrum",
    title: "Power by frequency",
    caption: `Mean of log₁₀ power over rings of frequencies with 95 % intervals; on the left what is coarse, on the right what is as fine as pixels. It differs in ${differing} of ${bands.length} bands (Welch's test, Holm, 1 %).`,
    x: { label: "frequency in cycles per pixel" },
    y: { label: "log₁₀ power" },
    series: [line("generated"), line("real")],
  };
}

/** Where they differ, and what the classifier looks for; nothing where no real image may be seen. */
export async function witnessFigure({
  suspect,
  known,
  decoded,
  context,
}: {
  readonly suspect: NdArray;
  readonly known: NdArray;
  readonly decoded: NdArray;
  readonly context: LensContext;
}): Promise<readonly Figure[]> {
  if (!context.trainingImages) return [];
  const maps = differenceMaps(suspect, known);
  const shape = [1, ...suspect.shape.slice(1)];
  const largest = (values: Float32Array): number =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const aroundGrey = (values: Float32Array): NdArray => {
    const most = Math.max(largest(values), Number.MIN_VALUE);
    return { data: values.map((value) => 0.5 + (0.5 * value) / most), shape };
  };
  return [
    await imageGridFigure(
      context,
      concatRows([
        { data: maps.real, shape },
        { data: maps.generated, shape },
        aroundGrey(maps.difference),
        aroundGrey(maps.effect),
        decoded,
      ]),
      {
        id: "witness",
        title: "Where they differ, and what the classifier looks for",
        caption: `Above: the average real and generated image, their difference (grey is none, white is more in generated ones, at most ${short(largest(maps.difference))}) and the same in spreads of each pixel (at most ${short(largest(maps.effect))}). Below: the average code moved along the classifier's direction and decoded, from what it takes for real to what it takes for generated.`,
        columns: 4,
        rowLabels: ["pixels", "decoded"],
        tiles: [
          { label: "real", real: true },
          { label: "drawn" },
          { label: "difference", value: largest(maps.difference) },
          { label: "difference in spreads", value: largest(maps.effect) },
          ...witnessSteps.map((far) => ({
            label: far < 0 ? "more like real" : "more like generated",
            value: far,
          })),
        ],
        showsRealData: true,
      },
    ),
  ];
}

/** Rows of the generated images that the classifier is surest of, and of those that it takes for real. */
export function extremeRows({ both: { places } }: ApartJudgement): {
  readonly surest: readonly number[];
  readonly takenForReal: readonly number[];
} {
  const order = [...places.keys()].sort((a, b) => (places[b] as number) - (places[a] as number) || a - b);
  const count = Math.min(shown, Math.floor(order.length / 2));
  return { surest: order.slice(0, count), takenForReal: order.slice(-count).reverse() };
}

/** The generated images that give themselves away most, above those that the classifier takes for real. */
export async function extremesFigure(
  apart: ApartJudgement,
  { suspect, context }: { readonly suspect: NdArray; readonly context: LensContext },
): Promise<Figure> {
  const { surest, takenForReal } = extremeRows(apart);
  const all = [...surest, ...takenForReal];
  return imageGridFigure(context, takeRows(suspect, all), {
    id: "extremes",
    title: "Generated images that are told most surely, above those that pass for real",
    caption:
      "Each with the share of real images that the classifier finds less like generated ones: near 1 it gives itself away, near 0 it passes for real.",
    columns: surest.length,
    rowLabels: ["told most surely", "passing for real"],
    tiles: all.map((row) => ({ label: `image ${row}`, value: apart.both.places[row] as number })),
    showsRealData: false,
  });
}
