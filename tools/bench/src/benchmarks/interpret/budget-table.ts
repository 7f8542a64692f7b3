import type { LensTime } from "./time-lens.ts";

/** What one lens took, beside what it may take. */
export interface BudgetRow extends Pick<LensTime, "seconds" | "processorSeconds" | "peakMegabytes"> {
  readonly name: string;
  /** In seconds; undefined at efforts that have none. */
  readonly budget: number | undefined;
  /** What the answer holds, so that a short way out of a lens is not taken for speed. */
  readonly answer: string;
}

export const budgetHeader: readonly string[] = [
  "| lens | used | budget | used / budget | processor time | memory over the start | what it gave |",
  "|---|---|---|---|---|---|---|",
];

/** One line of the table under {@link budgetHeader}. */
export function budgetLine({
  name,
  seconds,
  budget,
  processorSeconds,
  peakMegabytes,
  answer,
}: BudgetRow): string {
  const share =
    budget === undefined ? "" : `${(seconds / budget).toFixed(2)}: ${seconds <= budget ? "met" : "missed"}`;
  const cells = [
    name,
    `${seconds.toFixed(1)} s`,
    budget === undefined ? "none" : `${budget} s`,
    share,
    `${processorSeconds.toFixed(1)} s`,
    `${Math.round(peakMegabytes)} MB`,
  ];
  return `| ${[...cells, answer].join(" | ")} |`;
}

/** Several lenses as one. */
export function together(name: string, rows: readonly BudgetRow[]): BudgetRow {
  const sum = (of: (row: BudgetRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    name,
    seconds: sum(({ seconds }) => seconds),
    budget: rows.some(({ budget }) => budget === undefined) ? undefined : sum(({ budget }) => budget ?? 0),
    processorSeconds: sum(({ processorSeconds }) => processorSeconds),
    peakMegabytes: Math.max(...rows.map(({ peakMegabytes }) => peakMegabytes)),
    answer: "",
  };
}
