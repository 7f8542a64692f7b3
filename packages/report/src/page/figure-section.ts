import type { Figure } from "@ganlens/core";
import { serialize } from "../dom/serialize.ts";
import { drawFigure, figureTable } from "../draw-figure.ts";
import type { FigureImage } from "../figures/figure-kind.ts";
import { figureKind } from "../figures/registry.ts";
import { dataTable } from "./data-table.ts";
import type { Glosser } from "./glosser.ts";
import { html, Markup } from "./html.ts";
import { pngPicture } from "./png-picture.ts";

/** Widths of the drawings: one column, the whole page, and a telephone. */
const columnWidth = 528;
const pageWidth = 1104;
const narrowWidth = 288;

/** What one figure of a page is made from. */
export interface FigureSectionOptions {
  readonly figure: Figure;
  readonly id: string;
  readonly document: Document;
  /** Reads the picture of an image grid. */
  readonly readImage: (fileName: string) => Promise<Uint8Array | null>;
  /** False leaves out every picture that shows real data. */
  readonly trainingImages: boolean;
  /** Level of the heading; 3 where it is left out. */
  readonly level?: 3 | 4;
  /** Marks words of the glossary in the caption. */
  readonly words?: Glosser;
}

/** A figure with its title, its drawing for wide and narrow pages, its caption, and the table behind it. */
export async function figureSection(options: FigureSectionOptions): Promise<Markup> {
  const { figure, id, level = 3, words } = options;
  const drawing = await drawings(options);
  const wide = isWide(figure);
  return html`<figure id="${id}" class="${wide ? "wide" : "column"}" aria-labelledby="${id}-name">
<h${level} id="${id}-name">${figure.title}</h${level}>
${drawing}
<figcaption>${words?.mark(figure.caption) ?? figure.caption}</figcaption>
${
  figure.kind !== "table" &&
  html`<details><summary>Numbers<span class="visually-hidden"> of “${figure.title}”</span></summary>
${dataTable(figureTable(figure), { caption: figure.title, hideCaption: true })}</details>`
}
</figure>
`;
}

async function drawings(options: FigureSectionOptions): Promise<Markup> {
  const { figure, document, id } = options;
  const picture = await pictureOf(options);
  if (picture !== null && "reason" in picture) return html`<p class="left-out">${picture.reason}</p>`;
  const image = picture === null ? {} : { image: { ...picture.image, href: `#${id}-picture` } };
  const draw = (name: string, width: number): Markup | null => {
    const element = drawFigure(figure, { document, width, id: `${id}-${name}`, ...image });
    return new Markup(serialize(element));
  };
  try {
    const wide = draw("wide", isWide(figure) ? pageWidth : columnWidth);
    if (figure.kind === "table") return html`${wide}`;
    return html`${picture?.definition}<div class="for-wide">${wide}</div>
<div class="for-narrow">${draw("narrow", narrowWidth)}</div>`;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return html`<p class="left-out">This figure could not be drawn (${message}). Its numbers are below.</p>`;
  }
}

/** True for a figure that needs the whole width of the page. */
export function isWide(figure: Figure): boolean {
  return figureKind(figure).isWide?.(figure, columnWidth) ?? false;
}

type Picture =
  | { readonly image: FigureImage; readonly definition: Markup }
  | { readonly reason: string }
  | null;

async function pictureOf({ figure, id, readImage, trainingImages }: FigureSectionOptions): Promise<Picture> {
  if (figure.kind !== "image-grid") return null;
  if (figure.showsRealData && !trainingImages) {
    return {
      reason:
        "Left out: this picture shows images of the data set, and the report was asked not to hold any.",
    };
  }
  const bytes = await readImage(figure.image).catch(() => null);
  if (bytes === null) return { reason: `The picture ${figure.image} is missing from the run folder.` };
  const picture = pngPicture(bytes);
  if ("reason" in picture)
    return { reason: `The picture ${figure.image} cannot be shown: ${picture.reason}.` };
  const [tileHeight, tileWidth] = figure.tileSize;
  const width = tileWidth * Math.min(figure.columns, Math.max(1, figure.tiles.length));
  const height = tileHeight * Math.ceil(figure.tiles.length / figure.columns);
  if (picture.width < width || picture.height < height) {
    const sizes = `${picture.width} × ${picture.height} pixels, expected at least ${width} × ${height}`;
    return { reason: `The picture ${figure.image} cannot be shown: it has ${sizes}.` };
  }
  // Held once, for the wide and the narrow drawing; not `display: none`, or the drawings could not refer to it.
  const definition = html`<svg class="picture-holder" width="0" height="0" aria-hidden="true"><defs><image id="${id}-picture" href="${picture.url}" width="${picture.width}" height="${picture.height}" style="image-rendering: pixelated"/></defs></svg>
`;
  return { image: { href: `#${id}-picture`, width: picture.width, height: picture.height }, definition };
}
