import * as tf from "@tensorflow/tfjs";
import { Elementwise } from "../../layers/elementwise.ts";
import type { NodeContext } from "../graph/node-context.ts";
import type { CarriedValue } from "../graph/value.ts";
import type { Translation, Translations } from "./translation.ts";

type KerasActivation = "relu" | "sigmoid" | "tanh" | "softplus" | "softsign";

/** An activation that TensorFlow.js has. */
const keras =
  (activation: KerasActivation): Translation =>
  (context) =>
    context.same(context.carried(0), (name) => tf.layers.activation({ activation, name }));

/** A function without settings. */
const plain =
  (operation: string): Translation =>
  (context) =>
    elementwise(context, context.carried(0), operation);

/** A function of each number of `value`. */
export function elementwise(
  context: NodeContext,
  value: CarriedValue,
  operation: string,
  settings: { readonly first?: number; readonly second?: number } = {},
): CarriedValue {
  return context.same(value, (name) => new Elementwise({ name, operation, ...settings }));
}

/** Bounds may be attributes (before operator set 11) or inputs, each left out at will. */
const clip: Translation = (context) => {
  const bound = (position: number, name: string, otherwise: number) => {
    if (!context.has(position)) return context.float(name, otherwise);
    const value = context.constant(position)?.data[0];
    if (value === undefined) throw context.refused("its bounds are computed from the latents.");
    return value;
  };
  const first = bound(1, "min", -3.4028234663852886e38);
  const second = bound(2, "max", 3.4028234663852886e38);
  return elementwise(context, context.carried(0), "clip", { first, second });
};

/** Dropout at work would draw random numbers; at rest it passes its input on. */
const dropout: Translation = (context) => {
  if (context.has(2) && context.constant(2)?.data[0] !== 0) {
    throw context.refused("drops values at random, so the same latent would give different images.");
  }
  return context.value(0);
};

/** Functions of each number by itself. */
export const activations: Translations = {
  Abs: plain("abs"),
  Ceil: plain("ceil"),
  Celu: (context) => elementwise(context, context.carried(0), "celu", { first: context.float("alpha", 1) }),
  Clip: clip,
  Cos: plain("cos"),
  Dropout: dropout,
  Elu: (context) => elementwise(context, context.carried(0), "elu", { first: context.float("alpha", 1) }),
  Erf: plain("erf"),
  Exp: plain("exp"),
  Floor: plain("floor"),
  Gelu: (context) =>
    elementwise(
      context,
      context.carried(0),
      context.text("approximate", "none") === "tanh" ? "gelutanh" : "gelu",
    ),
  HardSigmoid: (context) =>
    elementwise(context, context.carried(0), "hardsigmoid", {
      first: context.float("alpha", 0.2),
      second: context.float("beta", 0.5),
    }),
  HardSwish: plain("hardswish"),
  Identity: (context) => context.value(0),
  LeakyRelu: (context) => {
    const alpha = context.float("alpha", 0.01);
    return context.same(context.carried(0), (name) => tf.layers.leakyReLU({ alpha, name }));
  },
  Log: plain("log"),
  Mish: plain("mish"),
  Neg: plain("negative"),
  Not: plain("not"),
  Reciprocal: plain("reciprocal"),
  Relu: keras("relu"),
  Round: plain("round"),
  Selu: (context) =>
    elementwise(context, context.carried(0), "selu", {
      first: context.float("alpha", 1.6732631921768188),
      second: context.float("gamma", 1.0507010221481323),
    }),
  Sigmoid: keras("sigmoid"),
  Sign: plain("sign"),
  Sin: plain("sin"),
  Softplus: keras("softplus"),
  Softsign: keras("softsign"),
  Sqrt: plain("sqrt"),
  Tan: plain("tan"),
  Tanh: keras("tanh"),
  ThresholdedRelu: (context) =>
    elementwise(context, context.carried(0), "thresholded", { first: context.float("alpha", 1) }),
};
