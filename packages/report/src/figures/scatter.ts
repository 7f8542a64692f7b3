import type { ScatterFigure } from "@ganlens/core";
import * as Plot from "@observablehq/plot";
import { axisScale, showable } from "./axis-scale.ts";
import type { FigureKind } from "./figure-kind.ts";
import { hiddenValues, nothingToDraw } from "./hidden-values.ts";
import { legend } from "./legend.ts";
import { seriesPaint, seriesSymbol } from "./palette.ts";
import { plotSvg } from "./plot-svg.ts";
import { shortened } from "./wrap-text.ts";

type Point = ScatterFigure["groups"][number]["points"][number];

/** Up to this many labelled points, the labels are written beside them. */
const mostWrittenLabels = 24;

/** Points in groups, told apart by shape as well as colour. */
export const scatterFigure: FigureKind<ScatterFigure> = {
  draw(figure, context) {
    const shown = figure.groups.map(({ points }) =>
      points.filter((point) => showable(figure.x, point.x) && showable(figure.y, point.y)),
    );
    const all = shown.flat();
    if (all.length === 0) return nothingToDraw(context);
    const narrow = context.width < 400;
    const options = { nice: true, count: narrow ? 4 : 6 };
    const small = all.length > 300;
    const labelled = all.filter((point) => point.label !== undefined && point.label !== "");
    const svg = plotSvg(context, {
      title: figure.title,
      description: scatterFigure.describe(figure),
      x: {
        ...axisScale(
          figure.x,
          all.map((point) => point.x),
          options,
        ),
        label: figure.x.label,
        grid: true,
      },
      y: {
        ...axisScale(
          figure.y,
          all.map((point) => point.y),
          options,
        ),
        label: figure.y.label,
        grid: true,
      },
      height: Math.round(context.width * (narrow ? 0.85 : 0.7)),
      marks: [
        ...shown.map((points, at) => dots(points, at, small)),
        labelled.length > mostWrittenLabels
          ? null
          : Plot.text(labelled, {
              x: "x",
              y: "y",
              text: (point: Point) => shortened(point.label ?? "", 18),
              dy: -9,
              fontSize: 11,
              fill: "currentColor",
            }),
      ],
    });
    const entries = figure.groups.map(({ name }, at) => ({
      name,
      marks: [dots([{ x: 0.5, y: 0.5 }], at, false)],
    }));
    const hidden = figure.groups.reduce((sum, { points }) => sum + points.length, 0) - all.length;
    return [...(entries.length > 1 ? [legend(context, entries)] : []), svg, ...hiddenValues(context, hidden)];
  },

  table({ x, y, groups }) {
    const labelled = groups.some(({ points }) => points.some((point) => point.label !== undefined));
    return {
      columns: ["Group", ...(labelled ? ["Point"] : []), x.label, y.label],
      rows: groups.flatMap(({ name, points }) =>
        points.map((point) => [name, ...(labelled ? [point.label ?? null] : []), point.x, point.y]),
      ),
    };
  },

  describe({ x, y, groups }) {
    const sizes = groups.map(({ name, points }) => `${name} (${points.length} points)`).join(", ");
    return `Scatter plot of ${y.label} against ${x.label}; ${sizes}.`;
  },
};

function dots(points: readonly Point[], at: number, small: boolean): Plot.Markish {
  return Plot.dot(points, {
    x: "x",
    y: "y",
    symbol: seriesSymbol(at),
    r: small ? 2.25 : 4,
    stroke: seriesPaint(at),
    strokeWidth: small ? 1.1 : 1.75,
  });
}
