import { htmlElement } from "../dom/element.ts";
import type { DrawContext } from "./figure-kind.ts";

/** A sentence that says how many values the axes cannot show; nothing when there are none. */
export function hiddenValues({ document }: DrawContext, count: number): readonly Element[] {
  if (count === 0) return [];
  const text = `${count} ${count === 1 ? "value" : "values"} cannot be shown on these axes (a logarithmic one holds only numbers above zero); see the table.`;
  return [htmlElement(document, "p", { class: "drawing-note" }, [text])];
}

/** What stands in place of a drawing that has nothing to show. */
export function nothingToDraw({ document }: DrawContext): readonly Element[] {
  return [
    htmlElement(document, "p", { class: "drawing-note" }, [
      "There is nothing to draw: the figure holds no values.",
    ]),
  ];
}
