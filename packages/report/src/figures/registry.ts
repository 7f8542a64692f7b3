import type { Figure } from "@ganlens/core";
import { barFigure } from "./bar.ts";
import type { FigureKind } from "./figure-kind.ts";
import { heatMapFigure } from "./heat-map.ts";
import { histogramFigure } from "./histogram.ts";
import { imageGridFigure } from "./image-grid.ts";
import { lineFigure } from "./line.ts";
import { scatterFigure } from "./scatter.ts";
import { tableFigure } from "./table.ts";

/** How each kind of figure is drawn; a new kind is one file and one line here. */
const figureKinds: { readonly [K in Figure["kind"]]: FigureKind<Extract<Figure, { kind: K }>> } = {
  "image-grid": imageGridFigure,
  line: lineFigure,
  bar: barFigure,
  scatter: scatterFigure,
  "heat-map": heatMapFigure,
  histogram: histogramFigure,
  table: tableFigure,
};

/** How the figure's kind is drawn. */
export function figureKind(figure: Figure): FigureKind<Figure> {
  // The registry pairs each kind with its own figure type, which an index by a union cannot express.
  return figureKinds[figure.kind] as unknown as FigureKind<Figure>;
}
