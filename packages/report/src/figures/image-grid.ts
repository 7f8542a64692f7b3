import type { ImageGridFigure } from "@ganlens/core";
import { htmlElement, svgElement } from "../dom/element.ts";
import { formatNumber } from "../format/format-number.ts";
import type { FigureImage, FigureKind } from "./figure-kind.ts";
import { nothingToDraw } from "./hidden-values.ts";
import { accessibleSvg, characterWidth } from "./plot-svg.ts";
import { shortened } from "./wrap-text.ts";

const gap = 4;
const largestTile = 96;
/** A tile with a value beneath it is at least this wide; the drawing then scrolls where the page is narrower. */
const smallestValuedTile = 34;

interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly left: number;
  readonly top: number;
  /** Height of the line beneath each tile; 0 without one. */
  readonly caption: number;
}

/** Tiles of one picture, enlarged without smoothing, with names of rows and columns and a value under each tile. */
export const imageGridFigure: FigureKind<ImageGridFigure> = {
  draw(figure, context) {
    if (figure.tiles.length === 0) return nothingToDraw(context);
    const { document, id, image } = context;
    const layout = layoutOf(figure, context.width);
    const { columns, rows, tileWidth, tileHeight, left, top, caption } = layout;
    const width = Math.ceil(left + columns * (tileWidth + gap));
    const height = Math.ceil(top + rows * (tileHeight + gap + caption));
    const drawn = image === undefined ? undefined : held(document, `${id}-image`, image);
    const mixed = figure.tiles.some((tile) => tile.real) && figure.tiles.some((tile) => !tile.real);
    const children = [
      ...(drawn?.definition === undefined ? [] : [drawn.definition]),
      ...rowNames(document, figure, layout),
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
    if (width > context.width) named.setAttribute("style", "max-width: none; height: auto;");
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

  describe({ tiles, columns, rowLabels }) {
    const rows = Math.ceil(tiles.length / columns);
    const names = rowLabels === undefined ? "" : ` Rows: ${rowLabels.slice(0, 12).join(", ")}.`;
    return `Grid of ${tiles.length} images in ${rows} rows and ${columns} columns.${names}`;
  },
};

function layoutOf(figure: ImageGridFigure, width: number): Layout {
  const { tiles, rowLabels, columnLabels, tileSize } = figure;
  const columns = Math.min(figure.columns, tiles.length);
  const rows = Math.ceil(tiles.length / columns);
  const longest = Math.max(0, ...(rowLabels ?? []).map((name) => [...name].length));
  const left = longest === 0 ? 0 : Math.ceil(Math.min(longest * characterWidth + 10, width * 0.34));
  const valued = tiles.some((tile) => tile.value !== undefined);
  const available = (width - left) / columns - gap;
  const fitting = Math.min(largestTile, available);
  const whole = fitting >= tileSize[1] ? Math.floor(fitting / tileSize[1]) * tileSize[1] : fitting;
  const tileWidth = Math.max(4, valued ? Math.max(smallestValuedTile, whole) : whole);
  // Labels go under the tiles only where nothing else names them and all of them fit.
  const named = rowLabels === undefined && columnLabels === undefined && !valued;
  const fit = tiles.every((tile) => [...tile.label].length * 6 <= tileWidth);
  const caption = valued || (named && fit && tiles.some((tile) => tile.label !== "")) ? 16 : 0;
  const tileHeight = (tileWidth * tileSize[0]) / tileSize[1];
  return { columns, rows, tileWidth, tileHeight, left, top: columnLabels ? 18 : 0, caption };
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
    value === undefined
      ? shortened(label, Math.floor(tileWidth / 6))
      : formatNumber(value, { significant: 2 });
  return svgElement(document, "text", { x, y, "text-anchor": "middle", "font-size": 11 }, [text]);
}

function rowNames(document: Document, { rowLabels }: ImageGridFigure, layout: Layout): SVGElement[] {
  const { rows, left, top, tileHeight, caption } = layout;
  const most = Math.floor((left - 8) / characterWidth);
  return (rowLabels ?? []).slice(0, rows).map((name, row) => {
    const y = top + row * (tileHeight + gap + caption) + tileHeight / 2;
    return svgElement(document, "text", { x: left - 8, y, dy: "0.32em", "text-anchor": "end" }, [
      shortened(name, most),
    ]);
  });
}

function columnNames(document: Document, { columnLabels }: ImageGridFigure, layout: Layout): SVGElement[] {
  const { columns, left, tileWidth } = layout;
  const names = (columnLabels ?? []).slice(0, columns);
  const longest = Math.min(8, Math.max(1, ...names.map((name) => [...name].length)));
  const every = Math.max(1, Math.ceil((longest * 6) / (tileWidth + gap)));
  const most = Math.max(1, Math.floor((every * (tileWidth + gap)) / 6));
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
