import type { TableFigure } from "@ganlens/core";
import { htmlElement } from "../dom/element.ts";
import { formatNumber } from "../format/format-number.ts";
import type { FigureKind } from "./figure-kind.ts";

/** A table as it is; its drawing is the table itself. */
export const tableFigure: FigureKind<TableFigure> = {
  draw({ columns, rows, title }, { document }) {
    const head = columns.map((name) => htmlElement(document, "th", { scope: "col" }, [name]));
    const body = rows.map((row) =>
      htmlElement(
        document,
        "tr",
        {},
        columns.map((_, at) => cell(document, row[at] ?? null, at === 0)),
      ),
    );
    return [
      htmlElement(document, "div", { class: "scroll", role: "group", tabindex: 0, "aria-label": title }, [
        htmlElement(document, "table", {}, [
          htmlElement(document, "thead", {}, [htmlElement(document, "tr", {}, head)]),
          htmlElement(document, "tbody", {}, body),
        ]),
      ]),
    ];
  },
  table: ({ columns, rows }) => ({ columns, rows }),
  isWide: ({ columns }) => columns.length > 5,
  describe: ({ columns, rows }) => `Table of ${rows.length} rows and ${columns.length} columns.`,
};

function cell(document: Document, value: string | number | null, first: boolean): Element {
  const number = typeof value === "number";
  const text = number ? formatNumber(value) : (value ?? "not computed");
  const attributes = number ? { class: "number" } : {};
  return first && !number
    ? htmlElement(document, "th", { scope: "row" }, [text])
    : htmlElement(document, "td", attributes, [text]);
}
