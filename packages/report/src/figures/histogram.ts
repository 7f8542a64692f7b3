import type { HistogramFigure } from "@ganlens/core";
import * as Plot from "@observablehq/plot";
import { axisScale, showable } from "./axis-scale.ts";
import type { FigureKind } from "./figure-kind.ts";
import { nothingToDraw } from "./hidden-values.ts";
import { legend } from "./legend.ts";
import { seriesPaint } from "./palette.ts";
import { plotSvg } from "./plot-svg.ts";

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Outlines of further series: told apart by dashes as well as colour. */
const dashes = [undefined, "6 3", "2 3", "9 3 2 3"];

/** Counts in bins: pale areas with outlines, so that series which overlap stay readable. */
export const histogramFigure: FigureKind<HistogramFigure> = {
  draw(figure, context) {
    const series = figure.series.map(({ name, counts }) => ({ name, bins: binned(figure, counts) }));
    const all = series.flatMap(({ bins }) => bins);
    if (all.length === 0) return nothingToDraw(context);
    const x = axisScale(
      figure.x,
      all.flatMap((bin) => [bin.from, bin.to]),
      { count: context.width < 400 ? 4 : 7 },
    );
    const y = axisScale(
      { label: "" },
      all.map((bin) => bin.count),
      { zero: true, nice: true, count: 5 },
    );
    const svg = plotSvg(context, {
      title: figure.title,
      description: histogramFigure.describe(figure),
      x: { ...x, label: figure.x.label },
      y: { ...y, label: "count", grid: true },
      height: context.width < 400 ? 180 : 220,
      marks: [
        ...series.map(({ bins }, at) =>
          Plot.rect(bins, {
            x1: "from",
            x2: "to",
            y1: () => 0,
            y2: "count",
            fill: seriesPaint(at),
            fillOpacity: 0.2,
          }),
        ),
        ...series.map(({ bins }, at) => outline(stairs(bins), at)),
        Plot.ruleY([0], { stroke: "currentColor" }),
      ],
    });
    const entries = series.map(({ name }, at) => ({
      name,
      marks: [
        Plot.rect([0], { x1: 0, x2: 1, y1: 0, y2: 0.75, fill: seriesPaint(at), fillOpacity: 0.2 }),
        outline(
          [
            { x: 0, y: 0.75 },
            { x: 1, y: 0.75 },
          ],
          at,
        ),
      ],
    }));
    return [...(entries.length > 1 ? [legend(context, entries)] : []), svg];
  },

  table({ x, edges, series }) {
    return {
      columns: [`${x.label}, from`, "to", ...series.map(({ name }) => name)],
      rows: edges
        .slice(1)
        .map((to, at) => [edges[at] ?? null, to, ...series.map(({ counts }) => counts[at] ?? null)]),
    };
  },

  describe({ x, edges, series }) {
    const names = series.map(({ name }) => name).join(", ");
    return `Histogram of ${x.label} in ${Math.max(0, edges.length - 1)} bins; ${series.length} series: ${names}.`;
  },
};

function binned({ x, edges }: HistogramFigure, counts: readonly number[]): readonly Bin[] {
  return counts
    .map((count, at) => ({ from: edges[at] ?? Number.NaN, to: edges[at + 1] ?? Number.NaN, count }))
    .filter((bin) => showable(x, bin.from) && showable(x, bin.to));
}

function stairs(bins: readonly Bin[]): { x: number; y: number }[] {
  const first = bins[0];
  const last = bins.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    { x: first.from, y: 0 },
    ...bins.flatMap((bin) => [
      { x: bin.from, y: bin.count },
      { x: bin.to, y: bin.count },
    ]),
    { x: last.to, y: 0 },
  ];
}

function outline(corners: readonly { x: number; y: number }[], at: number): Plot.Markish {
  const strokeDasharray = dashes[at % dashes.length];
  return Plot.line(corners, {
    x: "x",
    y: "y",
    stroke: seriesPaint(at),
    strokeWidth: 1.75,
    ...(strokeDasharray === undefined ? {} : { strokeDasharray }),
  });
}
