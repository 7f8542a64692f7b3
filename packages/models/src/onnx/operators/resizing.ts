import { DepthToSpace } from "../../layers/depth-to-space.ts";
import type { Coordinates, Interpolation, Rounding } from "../../layers/interpolation-weights.ts";
import { largestMatrix, ResizeAxes } from "../../layers/resize-axes.ts";
import { arranged } from "../graph/arrange.ts";
import { type Dim, isOpen, sameDim } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { channelsLast, identityAxes } from "../graph/permute.ts";
import type { CarriedValue } from "../graph/value.ts";
import type { Translation, Translations } from "./translation.ts";

const interpolations: Readonly<Record<string, Interpolation>> = {
  nearest: "nearest",
  linear: "linear",
  bilinear: "linear",
  cubic: "cubic",
};

const coordinateModes: Readonly<Record<string, Coordinates>> = {
  half_pixel: "halfpixel",
  half_pixel_symmetric: "symmetric",
  pytorch_half_pixel: "pytorch",
  align_corners: "corners",
  asymmetric: "asymmetric",
  tf_half_pixel_for_nn: "tfhalfpixel",
};

const roundings: Readonly<Record<string, Rounding>> = {
  round_prefer_floor: "preferfloor",
  round_prefer_ceil: "preferceil",
  floor: "floor",
  ceil: "ceil",
};

function named<T>(context: NodeContext, table: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(table, name)) return table[name] as T;
  throw context.refused(`resizes in the mode "${name}".`);
}

interface Scaling {
  readonly to: readonly Dim[];
  readonly scales: readonly number[];
}

/** Every axis of the input: its side afterwards, and its scale. */
function scaling(context: NodeContext, x: CarriedValue, axes: readonly number[]): Scaling {
  const legacy = context.node.operator === "Upsample" || context.opset < 11;
  const scalesAt = legacy ? 1 : 2;
  const isGiven = (position: number) => context.has(position) && context.dims(position).length > 0;
  const to: Dim[] = [...x.shape];
  const scales = x.shape.map(() => 1);
  if (!legacy && isGiven(3)) {
    const wanted = context.dims(3);
    if (wanted.length !== axes.length) throw context.damaged("expected a size for each axis.");
    for (const [i, axis] of axes.entries()) {
      const [from, side] = [x.shape[axis] as Dim, wanted[i] as Dim];
      // A file for one batch size names it among the sizes.
      const isBatch = isOpen(from) && side === from.batch * context.fixedBatch;
      to[axis] = isBatch ? from : side;
      if (typeof from === "number" && typeof side === "number") scales[axis] = side / from;
    }
    return { to, scales };
  }
  const given = context.constant(scalesAt)?.data;
  if (given?.length !== axes.length) throw context.refused("its scales are not known.");
  for (const [i, axis] of axes.entries()) {
    const scale = given[i] as number;
    scales[axis] = scale;
    const from = x.shape[axis] as Dim;
    to[axis] = isOpen(from) ? (scale === 1 ? from : 0) : Math.floor(from * scale + 1e-6);
  }
  return { to, scales };
}

const resize: Translation = (context) => {
  const x = context.carried(0);
  const rank = x.shape.length;
  const legacy = context.node.operator === "Upsample" || context.opset < 11;
  const axes = context.ints("axes")?.map((axis) => context.axis(axis, rank)) ?? identityAxes(rank);
  if (context.text("keep_aspect_ratio_policy", "stretch") !== "stretch")
    throw context.refused("keeps the aspect ratio.");
  if (context.int("antialias", 0) !== 0) throw context.refused("resizes with antialiasing.");
  const { to, scales } = scaling(context, x, axes);
  const interpolation = named(context, interpolations, context.text("mode", "nearest"));
  const coordinates = legacy
    ? "asymmetric"
    : named(context, coordinateModes, context.text("coordinate_transformation_mode", "half_pixel"));
  const rounding = legacy
    ? "floor"
    : named(context, roundings, context.text("nearest_mode", "round_prefer_floor"));
  if (interpolation === "cubic" && context.int("exclude_outside", 0) !== 0)
    throw context.refused("leaves out the border.");
  const changed = identityAxes(rank).filter(
    (axis) => !sameDim(to[axis] as Dim, x.shape[axis] as Dim) || scales[axis] !== 1,
  );
  if (changed.length === 0) return x;
  for (const axis of changed) {
    const [from, side] = [x.shape[axis] as Dim, to[axis] as Dim];
    if (isOpen(from) || isOpen(side)) throw context.refused("resizes the batch.");
    if (!(side >= 1 && side <= 65_536)) throw context.damaged(`resizes ${from} entries to ${side}.`);
  }
  // Each axis is a matrix of its sides before and after, made when the layer is.
  const matrix = changed.find((axis) => (x.shape[axis] as number) * (to[axis] as number) > largestMatrix);
  if (matrix !== undefined) throw context.refused(`resizes ${x.shape[matrix]} entries to ${to[matrix]}.`);
  const settings = {
    axes: changed.map((axis) => x.axes.indexOf(axis)),
    from: changed.map((axis) => x.shape[axis] as number),
    to: changed.map((axis) => to[axis] as number),
    scales: changed.map((axis) => scales[axis] as number),
    interpolation,
    coordinates,
    rounding,
    cubic: context.float("cubic_coeff_a", -0.75),
  };
  const plan = context.layer({
    make: (name) => new ResizeAxes({ name, ...settings }),
    inputs: [x.plan],
    shape: x.axes.map((axis) => to[axis] as Dim),
  });
  return { ...x, plan, shape: to };
};

const shuffle =
  (inverse: boolean): Translation =>
  (context) => {
    const given = context.carried(0);
    if (given.shape.length !== 4) throw context.damaged("expected maps of four axes.");
    const x = arranged(context.builder, given, { axes: channelsLast(4), origin: context.origin });
    const [batch, channels, height, width] = x.shape as [Dim, number, number, number];
    const block = context.int("blocksize", 0);
    const mode = context.text("mode", "DCR");
    const b = block * block;
    const fits = inverse ? height % block === 0 && width % block === 0 : channels % b === 0;
    if (!(block >= 1 && block <= 1024 && fits))
      throw context.damaged(`shuffles ${channels} channels by ${block}.`);
    const shape: Dim[] = inverse
      ? [batch, channels * b, height / block, width / block]
      : [batch, channels / b, height * block, width * block];
    const plan = context.layer({
      make: (name) => new DepthToSpace({ name, block, offsets: mode === "CRD" ? "last" : "first", inverse }),
      inputs: [x.plan],
      shape: x.axes.map((axis) => shape[axis] as Dim),
    });
    return { ...x, plan, shape };
  };

/** Operators that change the size of maps. */
export const resizing: Translations = {
  DepthToSpace: shuffle(false),
  Resize: resize,
  SpaceToDepth: shuffle(true),
  Upsample: resize,
};
