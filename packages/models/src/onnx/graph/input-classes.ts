import type { OnnxNode } from "../file/onnx-file.ts";
import type { Value } from "./value.ts";

const passing = new Set([
  "Cast",
  "Expand",
  "Flatten",
  "Identity",
  "Reshape",
  "Slice",
  "Squeeze",
  "Unsqueeze",
]);

/** The input of the graph that a name comes from without its numbers having changed. */
function sourceOf(name: string, producers: ReadonlyMap<string, OnnxNode>): string {
  let source = name;
  for (let depth = 0; depth < 64; depth++) {
    const node = producers.get(source);
    if (!node || !passing.has(node.operator)) return source;
    source = node.inputs[0] ?? "";
  }
  return source;
}

/** How many classes a node tells apart, and in which of its inputs. */
function classesOf(
  node: OnnxNode,
  values: ReadonlyMap<string, Value>,
): readonly [string, number] | undefined {
  const [first, second] = [node.inputs[0] ?? "", node.inputs[1] ?? ""];
  const known = (name: string) => {
    const value = values.get(name);
    return value?.kind === "constant" ? value : undefined;
  };
  if (node.operator === "Gather") {
    const axis = node.attributes.get("axis");
    const table = known(first);
    if (table && table.shape.length > 1 && (axis?.kind !== "int" || axis.value === 0)) {
      return [second, table.shape[0] as number];
    }
  }
  if (node.operator === "OneHot") {
    const classes = known(second)?.data[0];
    if (classes !== undefined) return [first, classes];
  }
  if (node.operator === "Equal") {
    for (const [numbers, list] of [
      [first, known(second)],
      [second, known(first)],
    ] as const) {
      if (list && list.data.length > 1 && [...list.data].every((value, i) => value === i)) {
        return [numbers, list.data.length];
      }
    }
  }
  return undefined;
}

/** The number of classes by the name of the graph's input that class numbers come in by. */
export function inputClasses(
  nodes: readonly OnnxNode[],
  {
    producers,
    values,
  }: { readonly producers: ReadonlyMap<string, OnnxNode>; readonly values: ReadonlyMap<string, Value> },
): Map<string, number> {
  const found = new Map<string, number>();
  for (const node of nodes) {
    const classes = classesOf(node, values);
    if (!classes) continue;
    const source = sourceOf(classes[0], producers);
    found.set(source, Math.min(classes[1], found.get(source) ?? Number.POSITIVE_INFINITY));
  }
  return found;
}
