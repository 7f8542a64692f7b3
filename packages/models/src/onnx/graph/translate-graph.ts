import type { OnnxFile, OnnxNode } from "../file/onnx-file.ts";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { isRandom, onnxOperators, translationOf } from "../operators/operators.ts";
import { sizeArithmetic } from "../operators/size-arithmetic.ts";
import { inOrder } from "./arrange.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { computeFixed, inOrderOfUse } from "./make-layers.ts";
import { NodeContext } from "./node-context.ts";
import type { PlannedInputs } from "./plan-inputs.ts";
import type { CarriedValue, Value } from "./value.ts";

/** What a small file may make out of nothing, in numbers; a large one may compute as much again as it holds. */
const freeConstants = 2 ** 26;

/** Multiplications that constants may take: some seconds on the slowest backend; an exporter leaves thousands. */
const mostWork = 2 ** 32;

/** @throws {RunUnsupportedError} when the operator is not covered */
export function assertCovered(node: OnnxNode): void {
  const { operator, domain } = node;
  const named = `${domain === "" ? "" : `${domain}.`}${operator}`;
  if (domain === "" && isRandom(operator)) {
    throw unsupportedOnnx(
      `node "${node.name}": the operator ${named} draws random numbers, so the same latent would give another image each time.`,
      { hint: "Make the noise an input of the network, or export samples and pass them with --samples." },
    );
  }
  if (domain !== "" || !translationOf(operator)) {
    throw unsupportedOnnx(`node "${node.name}": the operator ${named} is not covered.`, {
      hint: `Export samples instead and pass them with --samples. Covered are: ${onnxOperators.join(", ")}.`,
    });
  }
}

/** The values of every name that the outputs need. */
export interface TranslatedGraph {
  readonly values: ReadonlyMap<string, Value>;
  readonly builder: GraphBuilder;
}

/**
 * Every node as planned layers, constants and sizes, in the order of use; nothing is allocated on a backend but for
 * what depends on no input.
 *
 * @throws {RunUnsupportedError} naming the node that is not covered
 * @throws {CheckpointCorruptError} naming the node that contradicts itself
 */
export async function translateGraph(
  file: OnnxFile,
  { nodes, inputs, fixedBatch }: { nodes: readonly OnnxNode[]; inputs: PlannedInputs; fixedBatch: number },
): Promise<TranslatedGraph> {
  const builder = new GraphBuilder(inputs.names, inputs.anchor);
  const values = new Map<string, Value>(inputs.values(builder));
  let room = freeConstants;
  let work = mostWork;
  for (const [name, tensor] of file.constants) {
    values.set(name, { kind: "constant", ...tensor });
    room += tensor.data.length;
  }

  // What a Transpose uses is not in the order that the network computes maps in.
  const turned = new Set(
    nodes.filter(({ operator }) => operator === "Transpose").flatMap((node) => node.inputs),
  );

  const charge = (node: OnnxNode, size: number) => {
    room -= size;
    if (room < 0)
      throw damagedOnnx(
        `node "${node.name}" (${node.operator}): the constants it makes take too much memory.`,
      );
  };

  async function settled(value: Value, node: OnnxNode): Promise<Value> {
    if (value.kind === "constant") charge(node, value.data.length);
    if (value.kind !== "carried" || !value.plan.fixed || value.plan.kind !== "layer") return value;
    const ordered: CarriedValue = inOrder(builder, value, node.name);
    const shape = ordered.shape as readonly number[];
    work -= inOrderOfUse([ordered.plan]).reduce(
      (sum, plan) => sum + (plan.kind === "layer" ? plan.work : 0),
      0,
    );
    if (work < 0) {
      throw damagedOnnx(
        `node "${node.name}" (${node.operator}): the constants it makes take too long to compute.`,
      );
    }
    charge(
      node,
      shape.reduce((a, b) => a * b, 1),
    );
    const data = await computeFixed(ordered.plan as typeof value.plan);
    const exact = value.dtype === "float32" ? data : Float64Array.from(data);
    return { kind: "constant", dtype: value.dtype, shape, data: exact };
  }

  for (const node of nodes) {
    const context = new NodeContext({
      node,
      builder,
      opset: file.opset,
      fixedBatch,
      mapsAreChannelsFirst: node.outputs.every((name) => !turned.has(name)),
      values: node.inputs.map((name) => (name === "" ? undefined : values.get(name))),
    });
    const translate = translationOf(node.operator);
    const result = sizeArithmetic(context) ?? translate?.(context);
    const outputs = Array.isArray(result) ? (result as readonly Value[]) : [result as Value];
    for (const [i, name] of node.outputs.entries()) {
      const value = outputs[i];
      if (name === "") continue;
      if (!value) {
        // Optional outputs, such as a mask or running statistics, which nothing may need.
        continue;
      }
      values.set(name, await settled(value, node));
    }
  }
  return { values, builder };
}
