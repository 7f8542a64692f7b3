import { concatRows, type Figure, type LensContext, type NdArray, takeRows } from "@ganlens/core";
import { principalComponents, project } from "@ganlens/metrics";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import type { KeptWords } from "../../words/kept-words.ts";
import type { Readings, ReconstructionSets } from "./measures.ts";
import type { Reading } from "./reading.ts";

export interface ReconstructionFigures {
  readonly figures: readonly Figure[];
  /** Rows of the held-out sets, worst first. */
  readonly worstGenerated: readonly number[];
  readonly worstReal: readonly number[];
}

const shown = 8;

/** The pictures behind the answer. */
export async function reconstructionFigures({
  readings,
  sets,
  words,
  context,
}: {
  readonly readings: Readings;
  readonly sets: ReconstructionSets;
  readonly words: KeptWords;
  readonly context: LensContext;
}): Promise<ReconstructionFigures> {
  const ofGenerated = await extremes(
    context,
    "generated-extremes",
    sets.generated,
    readings.realOnGenerated,
    {
      title: "Generated images that fit best and worst into what was learned from real ones",
      real: false,
      words,
    },
  );
  const ofReal = await extremes(context, "real-extremes", sets.real, readings.generatedOnReal, {
    title: "Real images that fit best and worst into what was learned from generated ones",
    real: true,
    words,
  });
  return {
    figures: [
      explainedFigure(readings, words),
      ofGenerated.figure,
      ofReal.figure,
      codeMap(readings, { words, context, real: ofReal.labels, generated: ofGenerated.labels }),
    ],
    worstGenerated: ofGenerated.worst,
    worstReal: ofReal.worst,
  };
}

function explainedFigure(readings: Readings, { remark }: KeptWords): Figure {
  const bar = (group: string, label: string, { explained }: Reading) =>
    explained.value === null
      ? []
      : [
          {
            group,
            label,
            value: explained.value,
            ...(explained.interval ? { low: explained.interval.low, high: explained.interval.high } : {}),
          },
        ];
  return {
    kind: "bar",
    id: "explained-variance",
    title: "Share of the variance that comes back",
    caption: `Explained variance on images that neither autoencoder was trained on, with 95 % intervals; 1 is perfect, 0 is no better than the mean image.${remark}`,
    x: { label: "autoencoder" },
    y: { label: "explained variance" },
    bars: [
      ...bar("shown real images", "trained on real", readings.realOnReal),
      ...bar("shown generated images", "trained on real", readings.realOnGenerated),
      ...bar("shown real images", "trained on generated", readings.generatedOnReal),
      ...bar("shown generated images", "trained on generated", readings.generatedOnGenerated),
    ],
  };
}

interface Extremes {
  readonly figure: Figure;
  readonly worst: readonly number[];
  /** Row of the held-out set → label of its tile. */
  readonly labels: ReadonlyMap<number, string>;
}

async function extremes(
  context: LensContext,
  id: string,
  { x }: ImageSet,
  { errors, reconstruction }: Reading,
  { title, real, words }: { readonly title: string; readonly real: boolean; readonly words: KeptWords },
): Promise<Extremes> {
  const order = [...errors.keys()].sort((a, b) => (errors[a] as number) - (errors[b] as number));
  const best = order.slice(0, shown);
  const worst = order.slice(-shown).reverse();
  const strip = (rows: readonly number[]): readonly NdArray[] => [
    takeRows(x, rows),
    takeRows(reconstruction, rows),
  ];
  // The map of the codes names its points so: a label stands for one image of the lens.
  const name = (row: number) => `${words.kept} ${real ? "real" : "generated"} image ${row}`;
  const tile = (what: string) => (row: number) => ({
    label: `${what}${name(row)}`,
    value: errors[row] as number,
    real,
  });
  const figure = await imageGridFigure(context, concatRows([...strip(best), ...strip(worst)]), {
    id,
    title,
    caption: `Each image above what the autoencoder makes of it; the value is the mean squared error per pixel.${real ? words.remark : ""}`,
    columns: Math.min(shown, order.length),
    tiles: [
      ...best.map(tile("best fit, ")),
      ...best.map(tile("best fit, reconstruction of ")),
      ...worst.map(tile("worst fit, ")),
      ...worst.map(tile("worst fit, reconstruction of ")),
    ],
    rowLabels: ["best: image", "best: reconstruction", "worst: image", "worst: reconstruction"],
    showsRealData: real,
  });
  const labels = new Map([
    ...worst.map((row) => [row, tile("worst fit, ")(row).label] as const),
    ...best.map((row) => [row, tile("best fit, ")(row).label] as const),
  ]);
  return { figure, worst, labels };
}

/** Codes of real and generated images under one encoder, seen along the two directions in which they vary most. */
function codeMap(
  { realOnReal, realOnGenerated }: Readings,
  {
    words,
    context,
    real,
    generated,
  }: {
    readonly words: KeptWords;
    readonly context: LensContext;
    readonly real: Extremes["labels"];
    readonly generated: Extremes["labels"];
  },
): Figure {
  const most = 400;
  const axes = principalComponents({ data: realOnReal.codes, components: 2 });
  const points = (codes: NdArray, { name, labels }: { name: string; labels: Extremes["labels"] }) => {
    const drawn = context.random.split(name).permutation(codes.shape[0] as number);
    // Those whose images can be seen are among them.
    const rows = [...new Set([...drawn.slice(0, most), ...labels.keys()])];
    const { data } = project(axes, takeRows(codes, rows));
    return rows.map((row, i) => {
      const label = labels.get(row);
      const place = { x: data[2 * i] as number, y: data[2 * i + 1] as number };
      return label === undefined ? place : { ...place, label };
    });
  };
  return {
    kind: "scatter",
    id: "code-map",
    title: "A map of the codes",
    caption: `Codes of ${words.kept} real and of generated images under the autoencoder that learned real ones, along the two directions in which the real codes vary most; those in the pictures of best and worst fits are among them.${words.remark}`,
    x: { label: "first direction" },
    y: { label: "second direction" },
    groups: [
      { name: "real", points: points(realOnReal.codes, { name: "map real", labels: real }) },
      {
        name: "generated",
        points: points(realOnGenerated.codes, { name: "map generated", labels: generated }),
      },
    ],
  };
}
