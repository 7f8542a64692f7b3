import type { OperationCheck } from "../checks/check-operations.ts";
import type { OperationRow } from "./inspection.ts";

/** What the same checks gave before and after ganlens's kernels and gradients were installed, row by row. */
export function operationRows({
  stock,
  patched,
}: {
  readonly stock: readonly OperationCheck[];
  readonly patched: readonly OperationCheck[];
}): readonly OperationRow[] {
  return patched.map(({ operation, variant, order, status, error, problem }, i) => {
    const before = stock[i]?.status ?? "missing";
    const right = before === "right" ? "right" : "fixed";
    return {
      operation,
      variant,
      order,
      status: status === "right" ? right : status === "wrong" ? "still-wrong" : "missing",
      stock: before,
      error,
      problem: problem ?? null,
    };
  });
}

/** How many rows have each status. */
export function countRows(rows: readonly OperationRow[]): Record<OperationRow["status"], number> {
  const counts = { right: 0, fixed: 0, "still-wrong": 0, missing: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}
