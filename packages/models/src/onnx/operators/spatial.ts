import { arranged, reshapedPlan } from "../graph/arrange.ts";
import type { Dim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { channelsLast } from "../graph/permute.ts";
import type { Plan } from "../graph/plan.ts";
import type { CarriedValue } from "../graph/value.ts";

/** What convolutions and pooling over one or two axes have in common; one axis is taken as maps of one row. */
export interface SpatialWindow {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly padding: readonly [number, number, number, number];
}

/** A map with channels last: its plan with two sides, and what it was. */
export interface SpatialInput {
  readonly value: CarriedValue;
  readonly plan: Plan;
  readonly sides: readonly [number, number];
  readonly channels: number;
  readonly batch: Dim;
  readonly flat: boolean;
}

/** The input 0 of a node as maps [n, height, width, channels]. */
export function spatialInput(context: NodeContext, given: CarriedValue = context.carried(0)): SpatialInput {
  const rank = given.shape.length;
  if (rank !== 3 && rank !== 4) {
    throw context.refused(`expected one or two axes besides batch and channels, received ${rank - 2}.`);
  }
  const value = arranged(context.builder, given, { axes: channelsLast(rank), origin: context.origin });
  const [batch, channels, ...sides] = value.shape as [Dim, Dim, ...Dim[]];
  if (typeof channels !== "number" || sides.some((side) => typeof side !== "number")) {
    throw context.refused("expected channels and sides that do not depend on the batch.");
  }
  const flat = rank === 3;
  const [height, width] = (flat ? [1, sides[0]] : sides) as [number, number];
  const plan = flat
    ? reshapedPlan(context.builder, {
        plan: value.plan,
        shape: [batch, height, width, channels],
        origin: context.origin,
        part: "rows",
      })
    : value.plan;
  return { value, plan, sides: [height, width], channels, batch, flat };
}

/** The result of a layer over maps, as ONNX has it. */
export function spatialOutput(
  context: NodeContext,
  input: SpatialInput,
  { plan, sides, channels }: { plan: Plan; sides: readonly [number, number]; channels: number },
): CarriedValue {
  const { flat, batch, value } = input;
  if (!flat) return { ...value, plan, shape: [batch, channels, ...sides] };
  const squeezed = reshapedPlan(context.builder, {
    plan,
    shape: [batch, sides[1], channels],
    origin: context.origin,
    part: "flat",
  });
  return { ...value, plan: squeezed, shape: [batch, channels, sides[1]] };
}

/** Numbers for two axes; one axis is the second one. */
function pair(
  context: NodeContext,
  {
    given,
    flat,
    otherwise,
    name,
  }: { given: readonly number[] | undefined; flat: boolean; otherwise: number; name: string },
): [number, number] {
  if (!given) return [otherwise, otherwise];
  if (given.length !== (flat ? 1 : 2) || given.some((x) => !(Number.isInteger(x) && x >= 1 && x <= 65_536))) {
    throw context.damaged(`expected ${flat ? 1 : 2} positive numbers as ${name}, received [${given}].`);
  }
  return flat ? [1, given[0] as number] : [given[0] as number, given[1] as number];
}

/** The padding that gives ceil(side / stride) entries. */
function samePadding(side: number, stride: number, extent: number): number {
  return Math.max((Math.ceil(side / stride) - 1) * stride + extent - side, 0);
}

/** The window of a convolution or pooling; for a transposed convolution `padding` is what is taken away. */
export function spatialWindow(
  context: NodeContext,
  input: SpatialInput,
  kernel: readonly number[] | undefined,
): SpatialWindow {
  const { flat, sides } = input;
  const size = pair(context, { given: kernel, flat, otherwise: 1, name: "kernel_shape" });
  const strides = pair(context, { given: context.ints("strides"), flat, otherwise: 1, name: "strides" });
  const dilations = pair(context, {
    given: context.ints("dilations"),
    flat,
    otherwise: 1,
    name: "dilations",
  });
  if (flat) for (const numbers of [size, strides, dilations]) numbers[0] = 1;
  const automatic = context.text("auto_pad", "NOTSET");
  const window = { kernel: size, strides, dilations };
  if (automatic === "VALID") return { ...window, padding: [0, 0, 0, 0] };
  if (automatic === "SAME_UPPER" || automatic === "SAME_LOWER") {
    const amounts = ([0, 1] as const).map((axis) => {
      const extent = dilations[axis] * (size[axis] - 1) + 1;
      const total = samePadding(sides[axis], strides[axis], extent);
      const less = Math.floor(total / 2);
      return automatic === "SAME_UPPER" ? [less, total - less] : [total - less, less];
    }) as [[number, number], [number, number]];
    return { ...window, padding: [...amounts[0], ...amounts[1]] };
  }
  const pads = context.ints("pads") ?? Array<number>(flat ? 2 : 4).fill(0);
  if (
    pads.length !== (flat ? 2 : 4) ||
    pads.some((pad) => !(Number.isInteger(pad) && pad >= 0 && pad <= 65_536))
  ) {
    throw context.damaged(`expected ${flat ? 2 : 4} numbers of 0 or more as pads, received [${pads}].`);
  }
  const [a, b, c, d] = pads as [number, number, number, number];
  return { ...window, padding: flat ? [0, 0, a, b] : [a, c, b, d] };
}
