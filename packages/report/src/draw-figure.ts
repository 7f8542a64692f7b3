import type { Figure } from "@ganlens/core";
import { htmlElement } from "./dom/element.ts";
import type { DataTable, FigureImage } from "./figures/figure-kind.ts";
import { figureKind } from "./figures/registry.ts";

/** Where and how large a figure is drawn. */
export interface DrawFigureOptions {
  /** The page's own document, or one of a DOM in Node. */
  readonly document: Document;
  /** Width in CSS pixels; under 400 the drawing has fewer ticks. */
  readonly width: number;
  /** Unique in the page, begins all ids inside the drawing; the figure's own id where it is left out. */
  readonly id?: string;
  /** The picture of an image grid. */
  readonly image?: FigureImage;
}

/**
 * Draws one figure as a `<div class="drawing">` with an `<svg role="img">`, and a legend where one is needed.
 *
 * Colours are custom properties (`--series-1` …, see `paletteProperties`) with light fallbacks; text and axes follow
 * `currentColor`.
 */
export function drawFigure(figure: Figure, options: DrawFigureOptions): HTMLElement {
  const { document, width, id = figure.id, image } = options;
  const context = { document, width, id, ...(image === undefined ? {} : { image }) };
  return htmlElement(document, "div", { class: "drawing" }, figureKind(figure).draw(figure, context));
}

/** The numbers behind a figure, row by row. */
export function figureTable(figure: Figure): DataTable {
  return figureKind(figure).table(figure);
}
