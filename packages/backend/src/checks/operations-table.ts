import type { OperationCheck } from "./check-operations.ts";

/** What one backend gives without and with our kernels and gradients. */
export interface BackendChecks {
  readonly backend: string;
  readonly stock: readonly OperationCheck[];
  readonly ours: readonly OperationCheck[];
}

const marks = { right: "✓", wrong: "✗", missing: "–" } as const;
const badness = { right: 0, missing: 1, wrong: 2 } as const;

/** The worst status over the variants of an operation, for each of the orders 0, 1 and 2. */
function marksOf(rows: readonly OperationCheck[], operation: string): string {
  return [0, 1, 2]
    .map((order) => {
      const statuses = rows
        .filter((row) => row.operation === operation && row.order === order)
        .map(({ status }) => status);
      const worst = statuses.sort((a, b) => badness[b] - badness[a])[0] ?? "missing";
      return marks[worst];
    })
    .join("");
}

/**
 * A table in Markdown of the operations that stock tfjs has wrong or lacks on some backend, by backend and order.
 *
 * A cell holds three marks, for the value, its gradient and the gradient of its gradient: ✓ right, ✗ wrong in at least one
 * variant, – missing in at least one; first of stock tfjs, then, where it differs, with ours installed.
 */
export function operationsTable(backends: readonly BackendChecks[]): string {
  const operations = [...new Set(backends.flatMap(({ ours }) => ours.map(({ operation }) => operation)))];
  const cells = new Map(
    operations.map((operation) => [
      operation,
      backends.map(({ stock, ours }) => {
        const [before, after] = [marksOf(stock, operation), marksOf(ours, operation)];
        return before === after ? before : `${before} → ${after}`;
      }),
    ]),
  );
  const sound = operations.filter((operation) => cells.get(operation)?.every((cell) => cell === "✓✓✓"));
  const rows = operations
    .filter((operation) => !sound.includes(operation))
    .map((operation) => `| ${[operation, ...(cells.get(operation) ?? [])].join(" | ")} |`);
  return [
    `| operation | ${backends.map(({ backend }) => backend).join(" | ")} |`,
    `|---${"|---".repeat(backends.length)}|`,
    ...rows,
    "",
    `Right everywhere in stock tfjs too: ${sound.join(", ")}.`,
  ].join("\n");
}
