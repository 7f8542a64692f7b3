import type { OnnxAttribute, OnnxDtype, OnnxNode } from "../file/onnx-file.ts";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { type Dim, isOpen } from "./dim.ts";
import type { GraphBuilder, LayerRequest } from "./graph-builder.ts";
import type { LayerPlan } from "./plan.ts";
import type { CarriedValue, ConstantValue, Value } from "./value.ts";

/** A node with its inputs, as an operator's translation sees it. */
export class NodeContext {
  readonly node: OnnxNode;
  readonly builder: GraphBuilder;
  readonly opset: number;
  /** The batch that the file was made for, when it is being opened for any; 0 otherwise. */
  readonly fixedBatch: number;
  /** True where the node's result, should it be a map, has its channels second, for all that is known. */
  readonly mapsAreChannelsFirst: boolean;
  readonly #values: readonly (Value | undefined)[];

  constructor({
    node,
    builder,
    opset,
    fixedBatch,
    mapsAreChannelsFirst,
    values,
  }: {
    readonly node: OnnxNode;
    readonly builder: GraphBuilder;
    readonly opset: number;
    readonly fixedBatch: number;
    readonly mapsAreChannelsFirst: boolean;
    readonly values: readonly (Value | undefined)[];
  }) {
    this.node = node;
    this.builder = builder;
    this.opset = opset;
    this.fixedBatch = fixedBatch;
    this.mapsAreChannelsFirst = mapsAreChannelsFirst;
    this.#values = values;
  }

  get origin(): string {
    return this.node.name;
  }

  /** Node and operator, as messages name them. */
  get where(): string {
    return `node "${this.node.name}" (${this.node.operator})`;
  }

  get count(): number {
    return this.#values.length;
  }

  has(position: number): boolean {
    return this.#values[position] !== undefined;
  }

  /** All inputs that are given. */
  get values(): Value[] {
    return this.#values.filter((value) => value !== undefined);
  }

  value(position: number): Value {
    const value = this.#values[position];
    if (!value) throw damagedOnnx(`${this.where}: its input ${position} is missing.`);
    return value;
  }

  /** An input that must be known without the latents. */
  constant(position: number): ConstantValue | undefined {
    const value = this.value(position);
    if (value.kind === "constant") return value;
    if (value.kind === "carried" || value.dims.some(isOpen)) return undefined;
    return {
      kind: "constant",
      dtype: "int32",
      shape: value.shape,
      data: Float64Array.from(value.dims as readonly number[]),
    };
  }

  /** An input as a tensor of the network; a constant becomes a layer without inputs of its own. */
  carried(position: number): CarriedValue {
    const value = this.value(position);
    if (value.kind === "carried") return value;
    const constant = this.constant(position);
    if (constant) return this.builder.constant(this.origin, constant);
    throw unsupportedOnnx(`${this.where}: computes with the size of the batch.`);
  }

  /** The sizes that an input holds; entries may depend on the batch. */
  dims(position: number): readonly Dim[] {
    const value = this.value(position);
    if (value.kind === "sizes") return value.dims;
    if (value.kind === "constant") return [...value.data];
    throw unsupportedOnnx(`${this.where}: its sizes are computed from the latents.`);
  }

  /** Whole numbers that are known without the latents. */
  numbers(position: number): number[] {
    const dims = this.dims(position);
    if (dims.some(isOpen)) throw unsupportedOnnx(`${this.where}: computes with the size of the batch.`);
    return [...(dims as readonly number[])];
  }

  layer(request: Omit<LayerRequest, "origin">): LayerPlan {
    return this.builder.layer({ ...request, origin: this.origin });
  }

  /** A layer on top of a tensor that changes neither its shape nor the order of its axes. */
  same(
    value: CarriedValue,
    make: LayerRequest["make"],
    { weights, dtype }: { weights?: LayerRequest["weights"]; dtype?: OnnxDtype } = {},
  ): CarriedValue {
    const plan = this.layer({
      make,
      inputs: [value.plan],
      shape: value.plan.shape,
      ...(weights ? { weights } : {}),
    });
    return { ...value, plan, dtype: dtype ?? value.dtype };
  }

  #attribute<K extends OnnxAttribute["kind"]>(
    name: string,
    kind: K,
  ): Extract<OnnxAttribute, { kind: K }> | undefined {
    const attribute = this.node.attributes.get(name);
    if (!attribute) return undefined;
    if (attribute.kind !== kind) {
      throw damagedOnnx(
        `${this.where}: expected its ${name} to be of kind ${kind}, received ${attribute.kind}.`,
      );
    }
    return attribute as Extract<OnnxAttribute, { kind: K }>;
  }

  float(name: string, otherwise: number): number {
    return this.#attribute(name, "float")?.value ?? otherwise;
  }

  int(name: string, otherwise: number): number {
    const value = this.#attribute(name, "int")?.value ?? otherwise;
    if (!Number.isSafeInteger(value)) throw damagedOnnx(`${this.where}: its ${name} is ${value}.`);
    return value;
  }

  text(name: string, otherwise: string): string {
    return this.#attribute(name, "text")?.value ?? otherwise;
  }

  ints(name: string): readonly number[] | undefined {
    return this.#attribute(name, "ints")?.value;
  }

  attribute(name: string): OnnxAttribute | undefined {
    return this.node.attributes.get(name);
  }

  /** An axis counted from the front. */
  axis(axis: number, rank: number): number {
    const front = axis < 0 ? axis + rank : axis;
    if (!(Number.isInteger(front) && front >= 0 && front < rank)) {
      throw damagedOnnx(`${this.where}: expected an axis within ${-rank} … ${rank - 1}, received ${axis}.`);
    }
    return front;
  }

  /** The error for a use of the operator that is not covered. */
  refused(what: string): Error {
    return unsupportedOnnx(`${this.where}: ${what}`);
  }

  /** The error for a use of the operator that contradicts itself. */
  damaged(what: string): Error {
    return damagedOnnx(`${this.where}: ${what}`);
  }
}
