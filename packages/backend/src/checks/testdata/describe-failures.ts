import type { OperationCheck } from "../check-operations.ts";

/** One line per check that is not right. */
export function describeFailures(rows: readonly OperationCheck[]): readonly string[] {
  return rows
    .filter(({ status }) => status !== "right")
    .map(
      ({ operation, variant, order, status, error, problem }) =>
        `${operation} (${variant}), order ${order}: ${status}, ${problem ?? error}`,
    );
}
