import type { HeatMapFigure } from "@ganlens/core";
import * as Plot from "@observablehq/plot";
import { htmlElement, svgElement } from "../dom/element.ts";
import { formatNumber } from "../format/format-number.ts";
import type { DrawContext, FigureKind } from "./figure-kind.ts";
import { nothingToDraw } from "./hidden-values.ts";
import { paint } from "./palette.ts";
import { characterWidth, type PlotAxis, plotSvg } from "./plot-svg.ts";
import { shortened } from "./wrap-text.ts";

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly value: number | null;
}

/** Which colour a value gets: nine steps from the lowest to the highest, or from −m through 0 to m. */
interface Ramp {
  readonly name: "ramp" | "diverging";
  readonly low: number;
  readonly high: number;
}

const steps = 9;

/** A matrix as coloured cells, with the value in each where there is room; empty cells are crossed out. */
export const heatMapFigure: FigureKind<HeatMapFigure> = {
  draw(figure, context) {
    const cells = figure.values.flatMap((values, row) =>
      values.map((value, column): Cell => ({ column, row, value })),
    );
    if (cells.length === 0) return nothingToDraw(context);
    const ramp = rampOf(cells);
    const columns = Math.max(...figure.values.map((row) => row.length));
    const rows = figure.values.length;
    const widestRow = Math.max(1, ...figure.rows.map((name) => [...name].length));
    const mostCharacters = Math.min(widestRow, Math.floor((context.width * 0.35) / characterWidth));
    const cellWidth = (context.width - mostCharacters * characterWidth - 20) / columns;
    const cellHeight = Math.max(6, Math.min(36, cellWidth));
    const text = (cell: Cell): string =>
      cell.value === null ? "" : formatNumber(cell.value, { significant: 2 });
    const written = cellHeight >= 15 && cells.every((cell) => text(cell).length * 6 + 4 <= cellWidth);
    const values = cells.filter((cell) => cell.value !== null);
    const missing = cells.filter((cell) => cell.value === null);
    const svg = plotSvg(context, {
      title: figure.title,
      description: heatMapFigure.describe(figure),
      x: placeAxis(figure.columns, columns, { label: figure.x.label, room: cellWidth, along: true }),
      y: {
        ...placeAxis(figure.rows, rows, { label: figure.y.label, room: cellHeight, along: false }),
        tickFormat: (at) => shortened(figure.rows[at] ?? "", mostCharacters),
        widest: mostCharacters,
        reverse: true,
      },
      height: rows * cellHeight,
      marginRight: 4,
      marks: [
        Plot.rect(values, {
          ...square,
          fill: (cell: Cell) => paint(`${ramp.name}-${stepOf(cell.value ?? 0, ramp)}`),
          inset: cellHeight > 12 ? 0.5 : 0,
        }),
        Plot.rect(missing, { ...square, stroke: "currentColor", strokeOpacity: 0.4, inset: 1 }),
        Plot.dot(missing, { x: "column", y: "row", symbol: "times", r: 3, stroke: "currentColor" }),
        written
          ? Plot.text(values, {
              x: "column",
              y: "row",
              text,
              fontSize: 11,
              fill: (cell: Cell) => paint(`${ramp.name}-${stepOf(cell.value ?? 0, ramp)}-ink`),
            })
          : null,
      ],
    });
    return values.length === 0 ? [svg] : [scaleLegend(context, ramp), svg];
  },

  table({ y, columns, rows, values }) {
    return {
      columns: [y.label, ...columns],
      rows: values.map((row, at) => [
        rows[at] ?? String(at),
        ...columns.map((_, column) => row[column] ?? null),
      ]),
    };
  },

  isWide: ({ columns }) => columns.length > 12,

  describe({ x, y, rows, columns, values }) {
    const known = values.flat().filter((value) => value !== null);
    const range =
      known.length === 0
        ? "no values"
        : `values from ${formatNumber(least(known))} to ${formatNumber(most(known))}`;
    return `Heat map of ${rows.length} rows (${y.label}) and ${columns.length} columns (${x.label}); ${range}.`;
  },
};

const square = {
  x1: (cell: Cell): number => cell.column - 0.5,
  x2: (cell: Cell): number => cell.column + 0.5,
  y1: (cell: Cell): number => cell.row - 0.5,
  y2: (cell: Cell): number => cell.row + 0.5,
};

const least = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value));
const most = (values: readonly number[]): number => values.reduce((high, value) => Math.max(high, value));

function rampOf(cells: readonly Cell[]): Ramp {
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return { name: "ramp", low: 0, high: 1 };
  const [low, high] = [least(values), most(values)];
  // A lowest value next to nothing makes a legend that is hard to read; zero is as good.
  if (low >= 0) return { name: "ramp", low: low < high / 20 ? 0 : low, high };
  if (high <= 0) return { name: "ramp", low, high };
  const reach = Math.max(-low, high);
  return { name: "diverging", low: -reach, high: reach };
}

function stepOf(value: number, { low, high }: Ramp): number {
  if (high <= low) return Math.floor(steps / 2);
  return Math.min(steps - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * steps)));
}

function placeAxis(
  names: readonly string[],
  count: number,
  { label, room, along }: { readonly label: string; readonly room: number; readonly along: boolean },
): PlotAxis {
  const longest = Math.max(1, ...names.map((name) => [...name].length));
  const needed = along ? Math.min(longest, 12) * characterWidth + 4 : 14;
  const every = Math.max(1, Math.ceil(needed / room));
  const fitting = Math.max(1, Math.floor((room * every - 4) / characterWidth));
  return {
    domain: [-0.5, count - 0.5],
    ticks: Array.from({ length: Math.ceil(count / every) }, (_, at) => at * every),
    tickFormat: (at) => shortened(names[at] ?? "", fitting),
    widest: longest,
    label,
  };
}

function scaleLegend({ document }: DrawContext, { name, low, high }: Ramp): Element {
  const size = 18;
  const swatches = Array.from({ length: steps }, (_, at) =>
    svgElement(document, "rect", {
      x: at * size,
      y: 0,
      width: size,
      height: 12,
      fill: paint(`${name}-${at}`),
    }),
  );
  const attributes = {
    viewBox: `0 0 ${size * steps} 12`,
    width: size * steps,
    height: 12,
    "aria-hidden": "true",
  };
  return htmlElement(document, "p", { class: "legend legend-scale" }, [
    htmlElement(document, "span", {}, [formatNumber(low, { significant: 2 })]),
    svgElement(document, "svg", attributes, swatches),
    htmlElement(document, "span", {}, [formatNumber(high, { significant: 2 })]),
  ]);
}
