import { exactShareInterval } from "@ganlens/metrics";
import type { Condition, Experiment, Kind } from "../experiment.ts";
import type { Row } from "../rows/row.ts";

/** What was counted of one statement in one condition. */
export interface TableRow {
  readonly condition: Condition;
  readonly statement: string;
  readonly kind: Kind;
  /** Draws in which it was said; of an interval, in which it held the truth. */
  readonly found: number;
  /** Draws in which it could be made. */
  readonly draws: number;
  /** Draws in which it could not. */
  readonly notMade: number;
  /** Clopper and Pearson's, at 95 %; undefined without draws. */
  readonly share?: { readonly value: number; readonly low: number; readonly high: number };
  /** Whether the rule of its kind holds so far; undefined without draws. */
  readonly met?: boolean;
}

/**
 * The counted rows of an experiment: conditions in their order, statements by name.
 *
 * @param rows of any version; only those of the experiment's own are counted
 */
export function tableRows(experiment: Experiment, rows: readonly Row[]): readonly TableRow[] {
  return experiment.conditions.flatMap((condition) => {
    const own = rowsOf(experiment, rows, condition);
    return statementsOf(condition, own).map(([statement, kind]): TableRow => {
      const answers = own.map(({ found }) => found[statement]);
      const said = answers.filter((answer) => typeof answer === "boolean");
      const found = said.filter((answer) => answer).length;
      const counts = { found, draws: said.length, notMade: answers.length - said.length };
      if (said.length === 0) return { condition, statement, kind, ...counts };
      const { value, interval } = exactShareInterval({ hits: found, n: said.length });
      const share = { value, low: interval.low, high: interval.high };
      return { condition, statement, kind, ...counts, share, met: isMet(kind, share) };
    });
  });
}

/** The rows that count for one condition: of this version, and of draws in any number. */
export function rowsOf({ version }: Experiment, rows: readonly Row[], condition: Condition): readonly Row[] {
  return rows.filter((row) => row.version === version && row.condition === condition.id);
}

/**
 * The rules: a false verdict in ≤ 7 % with a lower end ≤ 5 %; a fault found in ≥ 80 %; an interval's coverage whose own
 * interval meets 93 to 97 %.
 */
export function isMet(
  kind: Kind,
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
): boolean {
  if (kind === "null") return value <= 0.07 && low <= 0.05;
  if (kind === "power") return value >= 0.8;
  if (kind === "measure") return true;
  return low <= 0.97 && high >= 0.93;
}

/** The statements that are tabled, by name; the numbers that are kept beside them are none. */
function statementsOf({ kind }: Condition, rows: readonly Row[]): readonly (readonly [string, Kind])[] {
  const named: readonly (readonly [string, Kind])[] =
    typeof kind === "string"
      ? [
          ...new Set(
            rows.flatMap(({ found }) => Object.keys(found).filter((name) => isStatement(found[name]))),
          ),
        ].map((name) => [name, kind] as const)
      : Object.entries(kind);
  return [...named].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
}

function isStatement(value: boolean | number | null | undefined): boolean {
  return typeof value === "boolean";
}
