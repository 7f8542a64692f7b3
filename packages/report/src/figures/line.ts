import type { LineFigure } from "@ganlens/core";
import * as Plot from "@observablehq/plot";
import { axisScale, showable } from "./axis-scale.ts";
import type { FigureKind } from "./figure-kind.ts";
import { hiddenValues, nothingToDraw } from "./hidden-values.ts";
import { legend } from "./legend.ts";
import { paint, seriesPaint, seriesSymbol } from "./palette.ts";
import { plotSvg } from "./plot-svg.ts";
import { thinnedPoints } from "./thinned-points.ts";

type Series = LineFigure["series"][number];
type Point = Series["points"][number];

/** Curves: colour and point shape tell series apart, dashes mark yardsticks, a pale band is the interval. */
export const lineFigure: FigureKind<LineFigure> = {
  draw(figure, context) {
    const shown = figure.series.map((series) => ({
      ...series,
      points: series.points.filter((point) => showable(figure.x, point.x) && showable(figure.y, point.y)),
    }));
    const all = shown.flatMap((series) => series.points);
    if (all.length === 0) return nothingToDraw(context);
    const x = axisScale(
      figure.x,
      all.map((point) => point.x),
      context.width < 400 ? { count: 4, ownTicks: 6 } : { count: 7, ownTicks: 10 },
    );
    const heights = all.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
    const y = axisScale(figure.y, heights, { nice: true, count: 5 });
    const clamp = (value: number): number => Math.max(value, y.domain[0]);
    const svg = plotSvg(context, {
      title: figure.title,
      description: lineFigure.describe(figure),
      x: { ...x, label: figure.x.label },
      y: { ...y, label: figure.y.label, grid: true },
      height: context.width < 400 ? 200 : 260,
      marks: [
        ...shown.map((series, at) => band(series, at, clamp)),
        ...shown.map((series, at) => curve(series.points, series, at)),
        ...shown.map((series, at) => points(series.points, at)),
      ],
    });
    const entries = figure.series.map((series, at) => ({
      name: series.name,
      marks: [
        curve(
          [
            { x: 0, y: 0.5 },
            { x: 1, y: 0.5 },
          ],
          series,
          at,
        ),
        points([{ x: 0.5, y: 0.5 }], at),
      ],
    }));
    const hidden = figure.series.reduce((sum, series) => sum + series.points.length, 0) - all.length;
    const key = entries.length > 1 ? [legend(context, entries)] : [];
    return [...key, svg, ...hiddenValues(context, hidden)];
  },

  table({ x, y, series }) {
    const banded = series.some(({ points }) => points.some((point) => point.low !== undefined));
    return {
      columns: ["Series", x.label, y.label, ...(banded ? ["low", "high"] : [])],
      rows: series.flatMap(({ name, points }) =>
        points.map((point) => [
          name,
          point.x,
          point.y,
          ...(banded ? [point.low ?? null, point.high ?? null] : []),
        ]),
      ),
    };
  },

  describe({ x, y, series }) {
    const names = series.map(({ name, dashed }) => (dashed ? `${name} (dashed)` : name)).join(", ");
    return `Line chart of ${y.label} against ${x.label}; ${series.length} series: ${names}.`;
  },
};

function band({ points }: Series, at: number, clamp: (value: number) => number): Plot.Markish {
  const banded = points.filter((point) => point.low !== undefined && point.high !== undefined);
  const low = (point: Point): number => clamp(point.low ?? point.y);
  const high = (point: Point): number => clamp(point.high ?? point.y);
  if (banded.length === 1) {
    return Plot.ruleX(banded, { x: "x", y1: low, y2: high, stroke: seriesPaint(at), strokeWidth: 1.5 });
  }
  return Plot.areaY(thinnedPoints(banded), {
    x: "x",
    y1: low,
    y2: high,
    fill: seriesPaint(at),
    fillOpacity: 0.16,
  });
}

function curve(
  points: readonly Point[],
  { dashed = false }: Pick<Series, "dashed">,
  at: number,
): Plot.Markish {
  return Plot.line(thinnedPoints(points), {
    x: "x",
    y: "y",
    stroke: seriesPaint(at),
    strokeWidth: 2,
    ...(dashed ? { strokeDasharray: "6 4" } : {}),
  });
}

/** Marks on every point of a short series, and on some points of a long one. */
function points(points: readonly Point[], at: number): Plot.Markish {
  const every = Math.max(1, Math.ceil(points.length / 12));
  // Long series are marked at different places, so that curves which lie on each other still show both shapes.
  const offset = every === 1 ? 0 : Math.floor((every * ((at % 4) + 0.5)) / 4);
  return Plot.dot(
    points.filter((_, index) => index % every === offset),
    {
      x: "x",
      y: "y",
      symbol: seriesSymbol(at),
      r: 3.5,
      stroke: seriesPaint(at),
      strokeWidth: 1.75,
      fill: paint("surface"),
    },
  );
}
