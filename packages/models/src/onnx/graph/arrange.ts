import { OrderAxes } from "../../layers/order-axes.ts";
import { ReshapeAxes } from "../../layers/reshape-axes.ts";
import { type Dim, isOpen, reshapeTarget, sameShape } from "./dim.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { identityAxes } from "./permute.ts";
import type { Plan } from "./plan.ts";
import type { CarriedValue } from "./value.ts";

/** A reshape of the layer's own tensor. */
export function reshapedPlan(
  builder: GraphBuilder,
  { plan, shape, origin, part }: { plan: Plan; shape: readonly Dim[]; origin: string; part?: string },
): Plan {
  if (sameShape(plan.shape, shape)) return plan;
  const target = reshapeTarget(shape);
  return builder.layer({
    origin,
    part,
    make: (name) => new ReshapeAxes({ name, target }),
    inputs: [plan],
    shape,
  });
}

const isOne = (dim: Dim) => !isOpen(dim) && dim === 1;

/**
 * The same tensor with its axes carried in the order `axes`, ONNX's shape filled up with sides of 1 in front.
 *
 * Where only sides of 1 change places no number moves, so a reshape does.
 *
 * @param whole true where this is all that a node does, so that the layer has the node's name
 */
export function arranged(
  builder: GraphBuilder,
  value: CarriedValue,
  {
    axes,
    origin,
    whole = false,
  }: { readonly axes: readonly number[]; readonly origin: string; readonly whole?: boolean },
): CarriedValue {
  const more = axes.length - value.shape.length;
  const shape: readonly Dim[] = [...Array<number>(more).fill(1), ...value.shape];
  const key = axes.join();
  const known = builder.arranged.get(value.plan)?.get(key);
  if (known && sameShape(known.shape, shape)) return known;

  const wanted = axes.filter((axis) => !isOne(shape[axis] as Dim));
  const carried = value.axes.map((axis) => axis + more).filter((axis) => !isOne(shape[axis] as Dim));
  const part = whole ? {} : { part: "layout" };
  let plan = value.plan;
  if (wanted.some((axis, i) => axis !== carried[i])) {
    // Sides of 1 go first; the reshape below puts them where they belong.
    const ones = value.axes.filter((axis) => isOne(value.shape[axis] as Dim));
    const order = [...ones, ...wanted.map((axis) => axis - more)];
    const own = plan.shape;
    const from = order.map((axis) => value.axes.indexOf(axis));
    const direct = more === 0 ? axes.map((axis) => value.axes.indexOf(axis)) : from;
    plan = builder.layer({
      origin,
      ...part,
      make: (name) => new OrderAxes({ name, axes: direct }),
      inputs: [plan],
      shape: direct.map((axis) => own[axis] as Dim),
    });
  }
  plan = reshapedPlan(builder, {
    plan,
    shape: axes.map((axis) => shape[axis] as Dim),
    origin,
    ...part,
  });
  const result: CarriedValue = { ...value, plan, shape, axes };
  const kept = builder.arranged.get(value.plan) ?? new Map<string, CarriedValue>();
  kept.set(key, result);
  builder.arranged.set(value.plan, kept);
  return result;
}

/** The same tensor with its axes in ONNX's order. */
export function inOrder(builder: GraphBuilder, value: CarriedValue, origin: string): CarriedValue {
  return arranged(builder, value, { axes: identityAxes(value.shape.length), origin });
}
