import { loggedSteps } from "./logged-steps.ts";

/**
 * `metrics.ndjson` as comma-separated values (RFC 4180): a line for each logged step, a column for each number of any of them, empty
 * where a step does not have it.
 *
 * @param text the lines of `metrics.ndjson`; what cannot be read is left out, and its line numbers, from 1, are told
 */
export function metricsCsv(text: string): { readonly csv: string; readonly broken: readonly number[] } {
  const { steps, broken } = loggedSteps(text);
  const rows = steps.map(({ step, losses, parts, imagesPerSecond }) => ({
    step,
    ...losses,
    ...parts,
    "images per second": imagesPerSecond,
  }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((name) => Reflect.get(row, name) ?? ""))];
  return { csv: lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join(""), broken };
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
