import type { Figure } from "@ganlens/core";
import { type DataTable, formatNumber } from "@ganlens/report";
import { type ReactElement, useEffect, useState } from "react";
import { Scroll } from "../panels/scroll.tsx";

const mostRows = 400;

/** The numbers behind a figure. */
export function NumbersTable({ figure }: { readonly figure: Figure }): ReactElement | null {
  const [table, setTable] = useState<DataTable | null>(null);
  useEffect(() => {
    let gone = false;
    void import("./draw.ts").then(({ figureTable }) => {
      if (!gone) setTable(figureTable(figure));
    });
    return () => {
      gone = true;
    };
  }, [figure]);
  if (table === null) return null;
  const { columns, rows } = table;
  const numeric = columns.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] !== "string"));
  return (
    <Scroll name={`Numbers of ${figure.title}`} className="numbers">
      <table>
        <caption className="visually-hidden">{figure.title}</caption>
        <thead>
          <tr>
            {columns.map((name, at) => (
              <th key={name} scope="col" className={numeric[at] ? "number" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names, and stay in their order
            <tr key={at}>
              {columns.map((name, column) => (
                <td key={name} className={numeric[column] ? "number" : undefined}>
                  {cellText(row[column] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p className="note">
          {formatNumber(rows.length - mostRows)} more rows are left out; result.json holds them all.
        </p>
      )}
    </Scroll>
  );
}

function cellText(value: string | number | null): string {
  if (value === null) return "–";
  return typeof value === "number" ? formatNumber(value, { significant: 6, trim: true }) : value;
}
