import { expect, it } from "vitest";
import type { OperationCheck } from "./check-operations.ts";
import { operationsTable } from "./operations-table.ts";

const row = (
  operation: string,
  order: 0 | 1 | 2,
  status: OperationCheck["status"],
  variant = "",
): OperationCheck => ({ operation, variant, order, status, error: status === "missing" ? null : 0 });

const all = (operation: string, statuses: readonly OperationCheck["status"][], variant = "") =>
  statuses.map((status, order) => row(operation, order as 0 | 1 | 2, status, variant));

it("shows the worst variant of stock and of ours, and names what is sound apart", () => {
  const stock = [
    ...all("sum", ["right", "right", "right"]),
    ...all("pad", ["right", "right", "missing"], "a"),
    ...all("pad", ["right", "wrong", "right"], "b"),
  ];
  const ours = stock.map(({ operation, order, variant }) => row(operation, order, "right", variant));
  expect(
    operationsTable([
      { backend: "cpu", stock, ours },
      { backend: "wasm", stock: ours, ours },
    ]),
  ).toBe(
    [
      "| operation | cpu | wasm |",
      "|---|---|---|",
      "| pad | ✓✗– → ✓✓✓ | ✓✓✓ |",
      "",
      "Right everywhere in stock tfjs too: sum.",
    ].join("\n"),
  );
});
