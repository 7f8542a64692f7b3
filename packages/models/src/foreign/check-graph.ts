import { CheckpointCorruptError, RunUnsupportedError } from "@ganlens/core";
import * as z from "zod";
import type { JsonObject } from "./parse-model-document.ts";
import { assertUsableName } from "./usable-name.ts";

/** More nodes than any graph that runs here has. */
const mostNodes = 20_000;

/** One node of a stored graph, as far as it is believed. */
export interface StoredNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, unknown>>;
}

const nodeSchema: z.ZodType<StoredNode> = z.object({
  name: z.string().min(1).max(1000),
  op: z.string().min(1).max(200),
  input: z.array(z.string().min(1).max(1100)).max(10_000).exactOptional(),
  attr: z.record(z.string(), z.looseObject({})).exactOptional(),
});
const graphSchema = z.array(nodeSchema).min(1).max(mostNodes);

/** The node that an input names: `^name` waits for it, `name:1` is its second output. */
export function sourceOf(input: string): string {
  return (input.startsWith("^") ? input.slice(1) : input).split(":")[0] as string;
}

/**
 * Checks the nodes of a stored graph before TensorFlow.js sees them: names, links, circles, and a weight for each constant.
 *
 * @param weights the names of the weights that the manifest declares
 * @param source where it comes from, for messages
 * @throws {RunUnsupportedError} naming the node
 * @throws {CheckpointCorruptError} when a constant has no value
 */
export function checkGraph(
  topology: JsonObject,
  weights: ReadonlySet<string>,
  source: string,
): readonly StoredNode[] {
  const parsed = graphSchema.safeParse(topology.node);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new RunUnsupportedError({
      message: `Expected the nodes of a graph in ${source}: modelTopology.node.${issue?.path.join(".")}: ${issue?.message}.`,
      hint: "Name the model.json that tensorflowjs_converter wrote.",
    });
  }
  const nodes = new Map<string, StoredNode>();
  for (const node of parsed.data) {
    assertUsableName(node.name, "node", source);
    if (nodes.has(node.name)) {
      throw new RunUnsupportedError({
        message: `Expected nodes of different names in ${source}, received "${node.name}" twice.`,
      });
    }
    if (node.op === "Const" && !weights.has(node.name)) {
      throw new CheckpointCorruptError({
        message: `Expected a weight for the constant "${node.name}" in ${source}, received none.`,
        hint: "The graph and its list of weights do not belong together: convert the model again.",
      });
    }
    nodes.set(node.name, node);
  }
  assertNoCircle(nodes, source);
  return parsed.data;
}

/** Takes away nodes whose inputs are all gone, until none is left; what stays lies on a circle or behind one. */
function assertNoCircle(nodes: ReadonlyMap<string, StoredNode>, source: string): void {
  const followers = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const { name, input = [] } of nodes.values()) {
    waiting.set(name, input.length);
    for (const from of input.map(sourceOf)) {
      if (!nodes.has(from)) {
        throw new RunUnsupportedError({
          message: `Expected nodes that lead from one to the other in ${source}, but "${name}" takes "${from}", which is not there.`,
          hint: "Convert the model again: a node was removed.",
        });
      }
      const known = followers.get(from);
      if (known) known.push(name);
      else followers.set(from, [name]);
    }
  }
  const ready = [...waiting].filter(([, inputs]) => inputs === 0).map(([name]) => name);
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    waiting.delete(name);
    for (const next of followers.get(name) ?? []) {
      const left = (waiting.get(next) as number) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  if (waiting.size === 0) return;
  const stuck = [...waiting.keys()].slice(0, 5).join(", ");
  throw new RunUnsupportedError({
    message: `Expected a graph without circles in ${source}, but these nodes wait for each other: ${stuck}${waiting.size > 5 ? ", …" : ""}.`,
    hint: "Models with loops cannot be explained: export the generator alone, or bring its samples.",
  });
}
