import * as Plot from "@observablehq/plot";
import { htmlElement } from "../dom/element.ts";
import type { DrawContext } from "./figure-kind.ts";

/** One entry of a legend: a sample of the mark, drawn with Plot in a frame from 0 to 1, and its name. */
export interface LegendEntry {
  readonly name: string;
  readonly marks: readonly Plot.Markish[];
}

/** A list of mark samples with their names. */
export function legend({ document }: DrawContext, entries: readonly LegendEntry[]): Element {
  const items = entries.map(({ name, marks }) => {
    const sample = Plot.plot({
      document,
      width: 28,
      height: 14,
      margin: 0,
      x: { type: "linear", domain: [0, 1], axis: null },
      y: { type: "linear", domain: [0, 1], axis: null },
      marks: [...marks],
    }) as SVGElement;
    for (const child of [...sample.children]) if (child.localName === "style") child.remove();
    for (const group of sample.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
    sample.removeAttribute("class");
    sample.setAttribute("aria-hidden", "true");
    return htmlElement(document, "li", {}, [sample, ` ${name}`]);
  });
  return htmlElement(document, "ul", { class: "legend" }, items);
}
