import type { ImageGridFigure } from "@ganlens/core";
import { htmlElement, setStyle, svgElement } from "../dom/element.ts";
import { formatNumber } from "../format/format-number.ts";
import type { FigureImage, FigureKind } from "./figure-kind.ts";
import { nothingToDraw } from "./hidden-values.ts";
import { accessibleSvg, characterWidth } from "./plot-svg.ts";
import { shortened, wrapText } from "./wrap-text.ts";

const largestTile = 96;
/** A grid of many rows gets smaller tiles rather than a page of its own. */
const tallest = 560;
/** Characters in one line of a row's name. */
const longestName = 16;
const smallCharacter = 6;
const captionHeight = 16;

interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly left: number;
  readonly top: number;
  /** Between tiles; wider where some of them are outlined. */
  readonly gap: number;
  /** Names of the rows, in lines. */
  readonly names: readonly (readonly string[])[];
  /** Height of the line beneath each tile; 0 without one. */
  readonly caption: number;
}

/** Tiles of one picture, enlarged without smoothing, with names of rows and columns and a value under each tile. */
export const imageGridFigure: FigureKind<ImageGridFigure> = {
  draw(figure, context) {
    if (figure.tiles.length === 0) return nothingToDraw(context);
    const { document, id, image } = context;
    const layout = layoutOf(figure, context.width);
    const { columns, rows, tileWidth, tileHeight, left, top, gap, caption } = layout;
    const width = Math.ceil(left + columns * (tileWidth + gap));
    const height = Math.ceil(top + rows * (tileHeight + gap + caption));
    const drawn = image === undefined ? undefined : held(document, `${id}-image`, image);
    const mixed = isMixed(figure);
    const children = [
      ...(drawn?.definition === undefined ? [] : [drawn.definition]),
      ...rowNames(document, layout),
      ...columnNames(document, figure, layout),
      ...figure.tiles.flatMap((tile, at) => {
        const x = left + (at % columns) * (tileWidth + gap);
        const y = top + Math.floor(at / columns) * (tileHeight + gap + caption);
        const frame = { x, y, width: tileWidth, height: tileHeight };
        return [
          drawn === undefined
            ? svgElement(document, "rect", {
                ...frame,
                fill: "none",
                stroke: "currentColor",
                "stroke-opacity": 0.4,
              })
            : cutOut(document, figure, at, { frame, href: drawn.href }),
          ...(mixed && tile.real ? [realMark(document, frame)] : []),
          ...(caption === 0
            ? []
            : [captionOf(document, tile, { x: x + tileWidth / 2, y: y + tileHeight + 12, tileWidth })]),
        ];
      }),
    ];
    const attributes = { viewBox: `0 0 ${width} ${height}`, width, height, fill: "currentColor" };
    const svg = svgElement(
      document,
      "svg",
      { ...attributes, "font-family": "system-ui, sans-serif" },
      children,
    );
    const description = imageGridFigure.describe(figure);
    const named = accessibleSvg(context, svg, { title: figure.title, description });
    if (width > context.width) setStyle(named, "max-width: none; height: auto;");
    const key = mixed
      ? [
          htmlElement(document, "p", { class: "legend" }, [
            realSample(document),
            " outlined: from the data set",
          ]),
        ]
      : [];
    if (width <= context.width) return [...key, named];
    const scroll = { class: "scroll", role: "group", tabindex: 0, "aria-label": figure.title };
    return [...key, htmlElement(document, "div", scroll, [named])];
  },

  table({ tiles, columns, rowLabels, columnLabels }) {
    const valued = tiles.some((tile) => tile.value !== undefined);
    const mixed = tiles.some((tile) => tile.real !== undefined);
    return {
      columns: [
        "Tile",
        ...(rowLabels ? ["Row"] : []),
        ...(columnLabels ? ["Column"] : []),
        "Image",
        ...(valued ? ["Value"] : []),
        ...(mixed ? ["Origin"] : []),
      ],
      rows: tiles.map((tile, at) => [
        at + 1,
        ...(rowLabels ? [rowLabels[Math.floor(at / columns)] ?? null] : []),
        ...(columnLabels ? [columnLabels[at % columns] ?? null] : []),
        tile.label,
        ...(valued ? [tile.value ?? null] : []),
        ...(mixed ? [tile.real === undefined ? null : tile.real ? "data set" : "generated"] : []),
      ]),
    };
  },

  isWide(figure, columnWidth) {
    const { tileWidth, left, gap, columns } = layoutOf(figure, columnWidth);
    const enlarged = tileWidth >= Math.min(1.5 * figure.tileSize[1], 40);
    return !enlarged || left + columns * (tileWidth + gap) > columnWidth;
  },

  describe({ tiles, columns, rowLabels }) {
    const rows = Math.ceil(tiles.length / columns);
    const names = rowLabels === undefined ? "" : ` Rows: ${rowLabels.slice(0, 12).join(", ")}.`;
    return `Grid of ${tiles.length} images in ${rows} rows and ${columns} columns.${names}`;
  },
};

function layoutOf(figure: ImageGridFigure, width: number): Layout {
  const { tiles, rowLabels = [], columnLabels, tileSize } = figure;
  const columns = Math.min(figure.columns, tiles.length);
  const rows = Math.ceil(tiles.length / columns);
  const names = rowLabels
    .slice(0, rows)
    .map((name) => wrapText(name, Math.min(longestName, (width * 0.36) / characterWidth)));
  const longest = Math.max(0, ...names.flat().map((line) => [...line].length));
  const left = longest === 0 ? 0 : Math.ceil(longest * characterWidth + 14);
  // An outline lies around its tile.
  const top = columnLabels ? 18 : isMixed(figure) ? 2 : 0;
  const gap = isMixed(figure) ? 4 : 2;
  const valued = saysMoreThanRows(figure);
  const texts = tiles.map(({ value }) => (valued && value !== undefined ? captionText(value) : ""));
  const roomForTexts = Math.max(...texts.map((text) => text.length)) * smallCharacter + 6;
  const inHeight =
    ((tallest - top) / rows - gap - (valued ? captionHeight : 0)) * (tileSize[1] / tileSize[0]);
  const inWidth = (width - left) / columns - gap;
  const fitting = Math.min(largestTile, inWidth, Math.max(inHeight, tileSize[1]));
  // Half steps: whole pixels of the picture on whole pixels of a dense screen.
  const even = fitting >= tileSize[1] ? (Math.floor((2 * fitting) / tileSize[1]) / 2) * tileSize[1] : fitting;
  // Where values do not fit, the tiles grow, and the drawing scrolls by itself.
  const tileWidth = Math.max(4, even, valued ? roomForTexts : 0);
  // Labels go under the tiles only where nothing else names them and all of them fit.
  const named = rowLabels.length === 0 && columnLabels === undefined && !valued;
  const fit = tiles.every((tile) => [...tile.label].length * smallCharacter <= tileWidth);
  const caption = valued || (named && fit && tiles.some((tile) => tile.label !== "")) ? captionHeight : 0;
  const tileHeight = (tileWidth * tileSize[0]) / tileSize[1];
  return { columns, rows, tileWidth, tileHeight, left, top, gap, names, caption };
}

function isMixed({ tiles }: ImageGridFigure): boolean {
  return tiles.some((tile) => tile.real) && tiles.some((tile) => !tile.real);
}

/** False where all tiles of each row have the same value: that belongs to the row, and the table has it. */
function saysMoreThanRows({ tiles, columns, rowLabels }: ImageGridFigure): boolean {
  if (rowLabels === undefined) return tiles.some(({ value }) => value !== undefined);
  return tiles.some(({ value }, at) => value !== tiles[at - (at % columns)]?.value);
}

function captionText(value: number): string {
  return formatNumber(value, { significant: 2 });
}

/** Where the tiles take the picture from: one in the page already, or one of the drawing's own. */
function held(document: Document, id: string, image: FigureImage): { href: string; definition?: SVGElement } {
  if (image.href.startsWith("#")) return { href: image.href };
  const { href, width, height } = image;
  const style = "image-rendering: pixelated;";
  const picture = svgElement(document, "image", { id, href, width, height, style });
  return { href: `#${id}`, definition: svgElement(document, "defs", {}, [picture]) };
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function cutOut(
  document: Document,
  { columns, tileSize, tiles }: ImageGridFigure,
  at: number,
  { frame, href }: { readonly frame: Frame; readonly href: string },
): SVGElement {
  const [height, width] = tileSize;
  const viewBox = `${(at % columns) * width} ${Math.floor(at / columns) * height} ${width} ${height}`;
  return svgElement(document, "svg", { ...frame, viewBox, preserveAspectRatio: "none" }, [
    svgElement(document, "title", {}, [tiles[at]?.label ?? ""]),
    svgElement(document, "use", { href }),
  ]);
}

function captionOf(
  document: Document,
  { value, label }: ImageGridFigure["tiles"][number],
  { x, y, tileWidth }: { readonly x: number; readonly y: number; readonly tileWidth: number },
): SVGElement {
  const text =
    value === undefined ? shortened(label, Math.floor(tileWidth / smallCharacter)) : captionText(value);
  return svgElement(document, "text", { x, y, "text-anchor": "middle", "font-size": 11 }, [text]);
}

function rowNames(document: Document, layout: Layout): SVGElement[] {
  const { names, left, top, gap, tileHeight, caption } = layout;
  const lineHeight = 14;
  return names.flatMap((lines, row) => {
    const shown = lines.slice(0, Math.max(1, Math.floor((tileHeight + gap + caption) / lineHeight)));
    const middle = top + row * (tileHeight + gap + caption) + tileHeight / 2;
    return shown.map((line, at) => {
      const y = middle + (at - (shown.length - 1) / 2) * lineHeight;
      return svgElement(document, "text", { x: left - 6, y, dy: "0.32em", "text-anchor": "end" }, [line]);
    });
  });
}

function columnNames(document: Document, { columnLabels }: ImageGridFigure, layout: Layout): SVGElement[] {
  const { columns, left, gap, tileWidth } = layout;
  const names = (columnLabels ?? []).slice(0, columns);
  const longest = Math.min(8, Math.max(1, ...names.map((name) => [...name].length)));
  const every = Math.max(1, Math.ceil((longest * smallCharacter) / (tileWidth + gap)));
  const most = Math.max(1, Math.floor((every * (tileWidth + gap)) / smallCharacter));
  return names.flatMap((name, column) => {
    if (column % every !== 0) return [];
    const x = left + column * (tileWidth + gap) + tileWidth / 2;
    return [
      svgElement(document, "text", { x, y: 12, "text-anchor": "middle", "font-size": 11 }, [
        shortened(name, most),
      ]),
    ];
  });
}

function realMark(document: Document, { x, y, width, height }: Frame): SVGElement {
  const outline = {
    x: x - 1,
    y: y - 1,
    width: width + 2,
    height: height + 2,
    fill: "none",
    stroke: "currentColor",
  };
  return svgElement(document, "rect", { ...outline, "stroke-width": 1.5, "stroke-dasharray": "4 2" });
}

function realSample(document: Document): SVGElement {
  const attributes = { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" };
  return svgElement(document, "svg", attributes, [realMark(document, { x: 2, y: 2, width: 12, height: 12 })]);
}
