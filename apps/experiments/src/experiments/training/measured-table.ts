import { seedInterval } from "@ganlens/metrics";
import type { Condition, Found } from "../../experiment.ts";

/** One column of a table of what was measured. */
export interface MeasuredColumn {
  readonly title: string;
  /** The number in a row's `found`. */
  readonly name: string;
  readonly digits: number;
  /** Shown in percent. */
  readonly percent?: boolean;
}

/**
 * A line a condition, a column a number: the mean over seeds, and where there are three or more its 95 % interval (Student's), cut at
 * what the number can be: none is below 0, and no share above 1.
 */
export function measuredTable(
  conditions: readonly Condition[],
  columns: readonly MeasuredColumn[],
  rowsOf: (condition: Condition) => readonly Found[],
): string {
  const lines = conditions.map((condition) => {
    const rows = rowsOf(condition);
    const cells = columns.map((column) => {
      const values = rows.flatMap(({ [column.name]: value }) => (typeof value === "number" ? [value] : []));
      return measuredWords(values, column);
    });
    return `| ${[condition.title, `${rows.length}`, ...cells].join(" | ")} |`;
  });
  const titles = ["condition", "seeds", ...columns.map(({ title }) => title)];
  return [`| ${titles.join(" | ")} |`, `|${titles.map(() => "---|").join("")}`, ...lines].join("\n");
}

/** A mean with its interval in words; nothing without values. */
function measuredWords(
  values: readonly number[],
  { digits, percent = false }: Pick<MeasuredColumn, "digits" | "percent">,
): string {
  const shown = (value: number) => (percent ? 100 * value : value).toFixed(digits);
  const unit = percent ? " %" : "";
  if (values.length === 0) return "";
  // Of two seeds the interval is wider than all that a share can be.
  if (values.length < 3)
    return `${shown(values.reduce((sum, value) => sum + value, 0) / values.length)}${unit}`;
  const { value, interval } = seedInterval({ values });
  if (interval.low === interval.high) return `${shown(value)}${unit}`;
  const low = Math.max(0, interval.low);
  const high = percent ? Math.min(1, interval.high) : interval.high;
  return `${shown(value)}${unit} [${shown(low)}, ${shown(high)}]`;
}
