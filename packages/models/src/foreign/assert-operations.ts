import { RunUnsupportedError } from "@ganlens/core";
import type { ExecutorNode } from "./executor-node.ts";

/** Why nodes of these kinds cannot run here, though TensorFlow.js knows them. */
const refused: Readonly<Record<string, string>> = {
  control: "branches or loops",
  dynamic: "gives out shapes that depend on values",
  hash_table: "looks up tables",
  string: "works on text",
};

const hint =
  "Export the generator alone, frozen, without loops; or export it to ONNX, or bring its samples (--samples).";

/**
 * Refuses graphs with operations that cannot run here.
 *
 * @param nodes those that the outputs need; others may be anything
 * @throws {RunUnsupportedError} naming operation and node
 */
export function assertOperations(nodes: Iterable<ExecutorNode>, source: string): void {
  for (const { name, op, category } of nodes) {
    if (category === undefined) {
      throw new RunUnsupportedError({
        message: `Expected operations that TensorFlow.js knows in ${source}, received "${op}" in node "${name}".`,
        hint,
      });
    }
    const reason = refused[category];
    // Merely passing something on is of the same category as branching.
    if (reason !== undefined && op !== "NoOp") {
      throw new RunUnsupportedError({
        message: `Expected a graph that runs straight through in ${source}, but node "${name}" (${op}) ${reason}.`,
        hint,
      });
    }
  }
}
