import type { BarFigure } from "@ganlens/core";
import * as Plot from "@observablehq/plot";
import { axisScale, showable } from "./axis-scale.ts";
import type { FigureKind } from "./figure-kind.ts";
import { hiddenValues, nothingToDraw } from "./hidden-values.ts";
import { legend } from "./legend.ts";
import { seriesPaint } from "./palette.ts";
import { characterWidth, type PlotAxis, plotSvg } from "./plot-svg.ts";
import { wrapText } from "./wrap-text.ts";

type Bar = BarFigure["bars"][number];

/** A bar with the stretch [from, to] that it takes along the axis of labels. */
type Placed = Bar & { readonly from: number; readonly to: number; readonly group: string };

/** A label that needs more lines than this under an upright bar stands beside a lying one instead. */
const mostUprightLines = 3;

/** How strongly groups are filled: solid, pale, hollow, so that they differ without colour too. */
const fills = [0.85, 0.3, 0];

/** Bars with intervals, upright where the labels fit side by side, lying otherwise. */
export const barFigure: FigureKind<BarFigure> = {
  draw(figure, context) {
    const bars = figure.bars.filter((bar) => showable(figure.y, bar.value));
    if (bars.length === 0) return nothingToDraw(context);
    const labels = [...new Set(bars.map((bar) => bar.label))];
    const groups = [...new Set(bars.map((bar) => bar.group ?? ""))];
    const placed = bars.map((bar) => place(bar, labels, groups));
    const room = (context.width - 60) / labels.length / characterWidth - 1;
    const upright = labels.every((label) => {
      const lines = wrapText(label, room);
      return lines.length <= mostUprightLines && lines.join(" ") === label;
    });
    const wrapped = labels.map((label) =>
      wrapText(label, upright ? room : context.width / 3 / characterWidth),
    );
    const names: PlotAxis = {
      domain: [-0.5, labels.length - 0.5],
      ticks: labels.map((_, at) => at),
      tickFormat: (at) => (wrapped[at] ?? []).join("\n"),
      widest: upright ? 1 : Math.max(...wrapped.flat().map((line) => line.length), 1),
      lines: Math.max(...wrapped.map((lines) => lines.length), 1),
      label: figure.x.label,
      reverse: !upright,
    };
    const scale = axisScale(
      figure.y,
      bars.flatMap((bar) => [bar.value, bar.low ?? bar.value, bar.high ?? bar.value]),
      { zero: figure.y.scale !== "log", nice: true, count: context.width < 400 && !upright ? 4 : 5 },
    );
    const values: PlotAxis = { ...scale, label: figure.y.label, grid: true };
    const base = scale.type === "log" ? scale.domain[0] : 0;
    const rowHeight = Math.max(14 * groups.length + 10, 15 * (names.lines ?? 1) + 6);
    const svg = plotSvg(context, {
      title: figure.title,
      description: barFigure.describe(figure),
      x: upright ? names : values,
      y: upright ? values : names,
      height: upright ? (context.width < 400 ? 200 : 240) : labels.length * rowHeight,
      marks: marks(placed, groups, { upright, base, floor: scale.domain[0] }),
    });
    const key = groups.length > 1 ? [legend(context, groups.map(legendEntry))] : [];
    return [...key, svg, ...hiddenValues(context, figure.bars.length - bars.length)];
  },

  table({ x, y, bars }) {
    const grouped = bars.some((bar) => bar.group !== undefined);
    const intervals = bars.some((bar) => bar.low !== undefined || bar.high !== undefined);
    return {
      columns: [x.label, ...(grouped ? ["Group"] : []), y.label, ...(intervals ? ["low", "high"] : [])],
      rows: bars.map((bar) => [
        bar.label,
        ...(grouped ? [bar.group ?? null] : []),
        bar.value,
        ...(intervals ? [bar.low ?? null, bar.high ?? null] : []),
      ]),
    };
  },

  describe({ x, y, bars }) {
    const groups = new Set(bars.map((bar) => bar.group ?? ""));
    return `Bar chart of ${y.label} by ${x.label}; ${bars.length} bars in ${groups.size} ${groups.size === 1 ? "group" : "groups"}.`;
  },
};

function place(bar: Bar, labels: readonly string[], groups: readonly string[]): Placed {
  const group = bar.group ?? "";
  const width = 0.76 / groups.length;
  const from = labels.indexOf(bar.label) - 0.38 + groups.indexOf(group) * width;
  const gap = groups.length > 1 ? width * 0.08 : 0;
  return { ...bar, group, from: from + gap, to: from + width - gap };
}

function marks(
  placed: readonly Placed[],
  groups: readonly string[],
  { upright, base, floor }: { readonly upright: boolean; readonly base: number; readonly floor: number },
): Plot.Markish[] {
  const middle = (bar: Placed): number => (bar.from + bar.to) / 2;
  const withInterval = placed.filter((bar) => bar.low !== undefined && bar.high !== undefined);
  const low = (bar: Placed): number => Math.max(bar.low ?? bar.value, floor);
  const high = (bar: Placed): number => Math.max(bar.high ?? bar.value, floor);
  const caps = withInterval.flatMap((bar) => {
    const half = (bar.to - bar.from) * 0.14;
    return [low(bar), high(bar)].map((at) => ({ at, from: middle(bar) - half, to: middle(bar) + half }));
  });
  const whisker = { stroke: "currentColor", strokeWidth: 1.5 };
  return [
    ...groups.map((group, at) => {
      const own = placed.filter((bar) => bar.group === group);
      const style = barStyle(at);
      return upright
        ? Plot.rect(own, { x1: "from", x2: "to", y1: () => base, y2: "value", ...style })
        : Plot.rect(own, { y1: "from", y2: "to", x1: () => base, x2: "value", ...style });
    }),
    ...(upright
      ? [
          Plot.ruleX(withInterval, { x: middle, y1: low, y2: high, ...whisker }),
          Plot.ruleY(caps, { y: "at", x1: "from", x2: "to", ...whisker }),
          Plot.ruleY([base], { stroke: "currentColor" }),
        ]
      : [
          Plot.ruleY(withInterval, { y: middle, x1: low, x2: high, ...whisker }),
          Plot.ruleX(caps, { x: "at", y1: "from", y2: "to", ...whisker }),
          Plot.ruleX([base], { stroke: "currentColor" }),
        ]),
  ];
}

function barStyle(at: number): { fill: string; fillOpacity: number; stroke: string; strokeWidth: number } {
  return {
    fill: seriesPaint(at),
    fillOpacity: fills[at % fills.length] ?? 0,
    stroke: seriesPaint(at),
    strokeWidth: 1.5,
  };
}

function legendEntry(name: string, at: number): { name: string; marks: readonly Plot.Markish[] } {
  return { name, marks: [Plot.rect([0], { x1: 0.2, x2: 0.8, y1: 0.1, y2: 0.9, ...barStyle(at) })] };
}
