import * as Plot from "@observablehq/plot";
import { setStyle, svgElement } from "../dom/element.ts";
import type { AxisScale } from "./axis-scale.ts";
import type { DrawContext } from "./figure-kind.ts";
import { wrapText } from "./wrap-text.ts";

/** Size of all text in a drawing, in CSS pixels. */
const fontSize = 12;
/** Mean width of a character at that size: room is settled before there is a browser to measure text. */
export const characterWidth = 6.6;

/** One axis of a drawing: a numeric scale, or places with names. */
export type PlotAxis = Pick<AxisScale, "domain" | "ticks" | "tickFormat" | "widest"> & {
  readonly type?: "linear" | "log";
  readonly label: string;
  readonly grid?: boolean;
  /** The domain from top to bottom or from right to left. */
  readonly reverse?: boolean;
  /** Lines that the longest tick label takes. */
  readonly lines?: number;
};

/** What {@link plotSvg} draws. */
export interface PlotSvgOptions {
  readonly title: string;
  readonly description: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** Height of the frame without axes, in CSS pixels. */
  readonly height: number;
  readonly marks: readonly Plot.Markish[];
  /** Room kept free on the right. */
  readonly marginRight?: number;
}

/** A Plot drawing with our axes, as an `<svg role="img">` with a title and a description and no style sheet. */
export function plotSvg(context: DrawContext, options: PlotSvgOptions): SVGElement {
  const { document, width } = context;
  const { x, y } = options;
  const marginLeft = Math.ceil(y.widest * characterWidth + 14);
  const marginRight = options.marginRight ?? Math.ceil((x.widest * characterWidth) / 2 + 4);
  const yLabel = wrapText(y.label, (width - 4) / characterWidth);
  const xLabel = wrapText(x.label, (width - marginLeft) / characterWidth);
  const line = fontSize * 1.25;
  const marginTop = Math.ceil(10 + yLabel.length * line + 4);
  const tickRoom = 10 + (x.lines ?? 1) * line;
  const marginBottom = Math.ceil(tickRoom + xLabel.length * line + 6);
  const drawn = Plot.plot({
    document,
    width,
    height: options.height + marginTop + marginBottom,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom,
    x: { type: x.type ?? "linear", domain: [...x.domain], reverse: x.reverse ?? false, axis: null },
    y: { type: y.type ?? "linear", domain: [...y.domain], reverse: y.reverse ?? false, axis: null },
    marks: [
      x.grid ? Plot.ruleX(x.ticks, { stroke: "currentColor", strokeOpacity: 0.14 }) : null,
      y.grid ? Plot.ruleY(y.ticks, { stroke: "currentColor", strokeOpacity: 0.14 }) : null,
      ...options.marks,
      // `text`, not `tickFormat`: on a logarithmic axis Plot would drop every label between powers that it finds crowded.
      Plot.axisX([...x.ticks], { text: x.tickFormat, label: null, tickSize: 4 }),
      Plot.axisY([...y.ticks], { text: y.tickFormat, label: null, tickSize: 0, tickPadding: 6 }),
      frameText(yLabel, { frameAnchor: "top-left", lineAnchor: "bottom", dx: 2 - marginLeft, dy: -12 }),
      frameText(xLabel, {
        frameAnchor: "bottom-right",
        lineAnchor: "top",
        dx: marginRight - 2,
        dy: tickRoom,
      }),
    ],
  });
  const svg = drawn as SVGElement;
  for (const child of [...svg.children]) {
    if (child.localName === "style") child.remove();
  }
  return accessibleSvg(context, tidied(svg), options);
}

/** Gives an `<svg>` its role, its title and description with unique ids, and a size that follows its column. */
export function accessibleSvg(
  { document, id }: DrawContext,
  svg: SVGElement,
  { title, description }: { readonly title: string; readonly description: string },
): SVGElement {
  const names = [
    svgElement(document, "title", { id: `${id}-title` }, [title]),
    svgElement(document, "desc", { id: `${id}-description` }, [description]),
  ];
  for (const element of names.reverse()) svg.insertBefore(element, svg.firstChild);
  svg.removeAttribute("class");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-description`);
  svg.setAttribute("font-size", String(fontSize));
  setStyle(svg, "max-width: 100%; height: auto;");
  return svg;
}

/** Takes out names that a `role="img"` hides anyway, and digits that no eye can see. */
function tidied(svg: SVGElement): SVGElement {
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name.startsWith("aria-")) element.removeAttribute(name);
      else if (/\d\.\d{3}/.test(value) && name !== "style") {
        element.setAttribute(
          name,
          value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(+Number(number).toFixed(2))),
        );
      }
    }
  }
  return svg;
}

function frameText(lines: readonly string[], options: Plot.TextOptions): Plot.Markish {
  if (lines.length === 0) return null;
  const textAnchor = options.frameAnchor === "top-left" ? "start" : "end";
  return Plot.text([lines.join("\n")], { ...options, textAnchor, fill: "currentColor", lineHeight: 1.25 });
}
