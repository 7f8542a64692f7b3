import type { DataTable } from "../figures/figure-kind.ts";
import { formatNumber } from "../format/format-number.ts";
import { html, type Markup } from "./html.ts";

const mostRows = 400;
/** The table behind a figure shows this many rows on paper, where it cannot be scrolled. */
export const rowsOnPaper = 40;

/** How {@link dataTable} is labelled. */
export interface DataTableOptions {
  readonly caption: string;
  /** Hides the caption from the eye where a heading already says it. */
  readonly hideCaption?: boolean;
  /** Text for cells without a value. */
  readonly empty?: string;
}

/** Rows of text and numbers as a table that scrolls by itself where it is too wide; numbers keep six digits. */
export function dataTable({ columns, rows }: DataTable, options: DataTableOptions): Markup {
  const { caption, hideCaption = false, empty = "–" } = options;
  const numeric = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] !== "string"));
  const named = rows.every((row) => typeof row[0] === "string");
  const cell = (value: string | number | null, at: number): Markup => {
    const text =
      value === null
        ? empty
        : typeof value === "number"
          ? formatNumber(value, { significant: 6, trim: true })
          : value;
    if (at === 0 && named) return html`<th scope="row">${text}</th>`;
    return numeric[at] ? html`<td class="number">${text}</td>` : html`<td>${text}</td>`;
  };
  const left = rows.length - mostRows;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}"><table>
<caption${hideCaption ? html` class="visually-hidden"` : ""}>${caption}</caption>
<thead><tr>${columns.map((name, at) => html`<th scope="col"${numeric[at] ? html` class="number"` : ""}>${name}</th>`)}</tr></thead>
<tbody>${rows.slice(0, mostRows).map(
    (row) => html`<tr>${columns.map((_, at) => cell(row[at] ?? null, at))}</tr>
`,
  )}</tbody></table></div>
${rows.length > rowsOnPaper && html`<p class="note on-paper">The first ${rowsOnPaper} of ${formatNumber(rows.length)} rows; the page on a screen and the run folder hold more.</p>`}
${left > 0 && html`<p class="note">${formatNumber(left)} more rows are left out here; the run folder holds them all.</p>`}`;
}
