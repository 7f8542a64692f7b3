import { Arithmetic } from "../../layers/arithmetic.ts";
import { BatchNormalization } from "../../layers/batch-normalization.ts";
import { ReduceAxes } from "../../layers/reduce-axes.ts";
import { StandardizeAxes } from "../../layers/standardize-axes.ts";
import { arranged, inOrder } from "../graph/arrange.ts";
import { type Dim, isOpen } from "../graph/dim.ts";
import type { NodeContext } from "../graph/node-context.ts";
import { channelsLast, identityAxes } from "../graph/permute.ts";
import type { PlannedWeight } from "../graph/plan.ts";
import type { CarriedValue } from "../graph/value.ts";
import { constantFor } from "./broadcast.ts";
import type { Translation, Translations } from "./translation.ts";

function perChannel(
  context: NodeContext,
  position: number,
  { name, channels }: { name: string; channels: number },
): PlannedWeight {
  const constant = context.constant(position);
  if (!constant) throw context.refused(`its ${name} is computed from the latents.`);
  if (constant.data.length !== channels) {
    throw context.damaged(`expected ${channels} numbers as ${name}, received ${constant.data.length}.`);
  }
  return { name, data: constant.data, shape: [channels] };
}

function channelsOf(context: NodeContext, value: CarriedValue): number {
  const channels = value.shape[1];
  if (typeof channels !== "number") throw context.damaged("expected channels as its input's second axis.");
  return channels;
}

const batchNormalization: Translation = (context) => {
  if (context.int("training_mode", 0) !== 0) {
    throw context.refused(
      "normalises with the batch's own statistics, so an image would depend on its neighbours.",
    );
  }
  const given = context.carried(0);
  const channels = channelsOf(context, given);
  const x = arranged(context.builder, given, {
    axes: channelsLast(given.shape.length),
    origin: context.origin,
  });
  const names = ["gamma", "beta", "moving_mean", "moving_variance"];
  const epsilon = context.float("epsilon", 1e-5);
  return context.same(x, (name) => new BatchNormalization({ name, epsilon }), {
    weights: names.map((name, i) => perChannel(context, i + 1, { name, channels })),
  });
};

const instanceNormalization: Translation = (context) => {
  const x = context.carried(0);
  const channels = channelsOf(context, x);
  const epsilon = context.float("epsilon", 1e-5);
  const axes = x.axes.flatMap((axis, i) => (axis >= 2 ? [i] : []));
  const parameterShape = x.axes.map((axis) => (axis === 1 ? channels : 1));
  const weight = (position: number, name: string) => ({
    ...perChannel(context, position, { name, channels }),
    shape: parameterShape,
  });
  return context.same(x, (name) => new StandardizeAxes({ name, axes, epsilon, parameterShape }), {
    weights: [weight(1, "gamma"), weight(2, "beta")],
  });
};

const layerNormalization =
  (centred: boolean): Translation =>
  (context) => {
    const x = context.carried(0);
    const rank = x.shape.length;
    const axis = context.axis(context.int("axis", -1), rank);
    const axes = x.axes.flatMap((own, i) => (own >= axis ? [i] : []));
    if (x.shape.slice(axis).some(isOpen)) context.builder.mixesSamples = true;
    const parameter = (position: number, name: string) => {
      const constant = context.constant(position);
      if (!constant) throw context.refused(`its ${name} is computed from the latents.`);
      const shape = [...Array<number>(rank - constant.shape.length).fill(1), ...constant.shape];
      const whole = constantFor({ ...constant, shape }, x.axes);
      return { name, data: whole.data, shape: x.axes.map((own) => shape[own] as number) };
    };
    const gamma = parameter(1, "gamma");
    const beta = context.has(2) ? parameter(2, "beta") : undefined;
    if (beta && beta.shape.join() !== gamma.shape.join())
      throw context.refused("its scale and bias differ in shape.");
    return context.same(
      x,
      (name) =>
        new StandardizeAxes({
          name,
          axes,
          epsilon: context.float("epsilon", 1e-5),
          centred,
          parameterShape: gamma.shape,
          scale: true,
          center: beta !== undefined,
        }),
      { weights: [gamma, ...(beta ? [beta] : [])] },
    );
  };

/** Before operator set 21 scale and bias belong to groups, from then on to channels. */
const groupNormalization: Translation = (context) => {
  const given = context.carried(0);
  const channels = channelsOf(context, given);
  const rank = given.shape.length;
  const x = arranged(context.builder, given, { axes: channelsLast(rank), origin: context.origin });
  const groups = context.int("num_groups", 1);
  if (groups < 1 || channels % groups !== 0)
    throw context.damaged(`expected groups of ${channels} channels.`);
  const each = channels / groups;
  const weight = (position: number, name: string): PlannedWeight => {
    const constant = context.constant(position);
    if (!constant) throw context.refused(`its ${name} is computed from the latents.`);
    const { data } = constant;
    if (data.length !== channels && data.length !== groups)
      throw context.damaged(`its ${name} has ${data.length} numbers.`);
    const all =
      data.length === channels
        ? data
        : Float32Array.from({ length: channels }, (_, i) => data[Math.floor(i / each)] as number);
    return { name, data: all, shape: [channels] };
  };
  return context.same(
    x,
    (name) =>
      new StandardizeAxes({
        name,
        axes: identityAxes(rank).slice(1),
        epsilon: context.float("epsilon", 1e-5),
        parameterShape: [channels],
        groups,
      }),
    { weights: [weight(1, "gamma"), weight(2, "beta")] },
  );
};

/** x / ‖x‖ along one axis. */
const lengthNormalization: Translation = (context) => {
  const x = inOrder(context.builder, context.carried(0), context.origin);
  const axis = context.axis(context.int("axis", -1), x.shape.length);
  if (isOpen(x.shape[axis] as Dim)) context.builder.mixesSamples = true;
  const shape = x.shape.map((dim, i) => (i === axis ? 1 : dim));
  const operation = context.int("p", 2) === 1 ? "absolute" : "length";
  const norm = context.layer({
    part: "norm",
    make: (name) => new ReduceAxes({ name, operation, axes: [axis], keep: true }),
    inputs: [x.plan],
    shape,
  });
  const plan = context.layer({
    make: (name) => new Arithmetic({ name, operation: "divide" }),
    inputs: [x.plan, norm],
    shape: x.shape,
  });
  return { ...x, plan };
};

/** Normalisations. */
export const normalizations: Translations = {
  BatchNormalization: batchNormalization,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization(true),
  LpNormalization: lengthNormalization,
  RMSNormalization: layerNormalization(false),
};
