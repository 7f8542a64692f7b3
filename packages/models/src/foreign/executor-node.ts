import type * as tf from "@tensorflow/tfjs";

/** A node as TensorFlow.js has read it; it keeps these to itself, and they are the only way to see what it understood. */
export interface ExecutorNode {
  readonly name: string;
  readonly op: string;
  /** Missing where TensorFlow.js does not know the operation. */
  readonly category?: string;
  readonly inputs: readonly ExecutorNode[];
  readonly attrParams: Readonly<Record<string, { readonly value?: unknown }>>;
}

/** The nodes that a loaded graph ends in, with all they stand on. */
export function outputNodesOf(model: tf.GraphModel): readonly ExecutorNode[] {
  const { executor } = model as unknown as {
    readonly executor: { readonly graph: { readonly outputs: readonly ExecutorNode[] } };
  };
  return executor.graph.outputs;
}

/** Every node that the outputs need, each once. */
export function neededNodes(outputs: readonly ExecutorNode[]): ReadonlySet<ExecutorNode> {
  const found = new Set<ExecutorNode>();
  const waiting = [...outputs];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    waiting.push(...node.inputs);
  }
  return found;
}
