import { Elementwise } from "../../layers/elementwise.ts";
import type { OnnxFile, OnnxNode, OnnxValueInfo } from "../file/onnx-file.ts";
import { onnxDtype } from "../file/read-tensor.ts";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { reshapedPlan } from "./arrange.ts";
import type { Dim } from "./dim.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { LayerNames } from "./layer-names.ts";
import { channelsLast, identityAxes } from "./permute.ts";
import type { InputPlan, Plan } from "./plan.ts";
import type { Value } from "./value.ts";

/** The model's inputs, before anything else is planned. */
export interface PlannedInputs {
  readonly names: LayerNames;
  readonly anchor: InputPlan;
  readonly plans: ReadonlyMap<string, InputPlan>;
  /** The order of ONNX's axes in each input of the model. */
  readonly axes: ReadonlyMap<string, readonly number[]>;
  readonly values: (builder: GraphBuilder) => readonly [string, Value][];
}

/** How inputs are read. */
export interface InputSettings {
  readonly nodes: readonly OnnxNode[];
  /** The batch that the file was made for where it is to be opened for any, or 0. */
  readonly fixedBatch: number;
  readonly channels: "first" | "last" | undefined;
  readonly imageSize: readonly [number, number] | undefined;
}

/** True where the network itself turns maps [n, h, w, c] around before it uses them, as networks of Keras do. */
function isChannelsLast(name: string, nodes: readonly OnnxNode[]): boolean {
  const users = nodes.filter(({ inputs }) => inputs.includes(name));
  return (
    users.length > 0 &&
    users.every(({ operator, attributes }) => {
      const order = attributes.get("perm");
      return operator === "Transpose" && order?.kind === "ints" && order.value.join() === "0,3,1,2";
    })
  );
}

/** The sides of an input; rows and columns of an image that the file leaves open are those asked for. */
function shapeOf(
  { name, shape: stated }: OnnxValueInfo,
  { fixedBatch, imageSize }: Pick<InputSettings, "fixedBatch" | "imageSize">,
): readonly Dim[] {
  const where = `input "${name}"`;
  const isImage = stated?.length === 4 && imageSize !== undefined;
  const shape = isImage ? stated.map((side, i) => side ?? imageSize[i - 2] ?? null) : stated;
  if (!shape)
    throw unsupportedOnnx(`${where}: the file does not say its shape.`, {
      hint: "Export the network with shapes.",
    });
  if (shape.length > 6) throw damagedOnnx(`${where}: expected at most 6 axes, received ${shape.length}.`);
  const size = shape.reduce<number>((product, side) => product * (side ?? 1), 1);
  if (size > 2 ** 28) throw damagedOnnx(`${where}: expected at most 2^28 numbers, received ${size}.`);
  return shape.map((side, i) => {
    if (i === 0 && (side === null || (fixedBatch > 0 && side === fixedBatch))) return { batch: 1 };
    if (side === null) {
      throw unsupportedOnnx(
        `${where}: only the first side may be left open, received [${shape.map((s) => s ?? "?")}].`,
        {
          hint: "Say the image's size (imageSize), or export the network for one size.",
        },
      );
    }
    if (!(side >= 1 && side <= 2 ** 28)) throw damagedOnnx(`${where}: a side of ${side}.`);
    return side;
  });
}

/**
 * Whole numbers as float32 from the input on: kernels that mix the two read one as the other on wasm, and class numbers
 * are exact in both.
 */
function asFloat(builder: GraphBuilder, { plan, origin }: { plan: Plan; origin: string }): Plan {
  return builder.layer({
    origin,
    part: "number",
    make: (name) => new Elementwise({ name, operation: "number" }),
    inputs: [plan],
    shape: plan.shape,
  });
}

/**
 * The graph's inputs that are used, as inputs of the model: maps channels last, lists of numbers as [batch, 1].
 */
export function planInputs(
  file: OnnxFile,
  { nodes, fixedBatch, channels, imageSize }: InputSettings,
): PlannedInputs {
  const names = new LayerNames();
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...file.outputs.map(({ name }) => name)]);
  const makers: ((builder: GraphBuilder) => [string, Value])[] = [];
  const plans = new Map<string, InputPlan>();
  const orders = new Map<string, readonly number[]>();
  for (const info of file.inputs) {
    if (file.constants.has(info.name) || !used.has(info.name)) continue;
    const shape = shapeOf(info, { fixedBatch, imageSize });
    const dtype = onnxDtype(info.elementType, `input "${info.name}"`);
    const rank = shape.length;
    const turned = rank === 4 && channels !== "last" && !isChannelsLast(info.name, nodes);
    const axes = turned ? channelsLast(rank) : identityAxes(rank);
    const own = axes.map((axis) => shape[axis] as Dim);
    const short = rank === 0 ? [1] : rank === 1 ? [...own, 1] : own;
    const plan: InputPlan = { kind: "input", name: names.take(info.name), shape: short, dtype, fixed: false };
    plans.set(info.name, plan);
    orders.set(info.name, axes);
    makers.push((builder) => {
      const list =
        rank < 2 ? reshapedPlan(builder, { plan, shape: own, origin: info.name, part: "list" }) : plan;
      const carried = dtype === "float32" ? list : asFloat(builder, { plan: list, origin: info.name });
      return [info.name, { kind: "carried", plan: carried, shape, axes, dtype }];
    });
  }
  const anchor =
    [...plans.values()].find(({ shape }) => typeof shape[0] !== "number") ?? [...plans.values()][0];
  if (!anchor) {
    throw unsupportedOnnx("graph: no output depends on an input, so there is no latent to draw.");
  }
  return { names, anchor, plans, axes: orders, values: (builder) => makers.map((make) => make(builder)) };
}
