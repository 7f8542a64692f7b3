import * as tf from "@tensorflow/tfjs";
import { ReduceAxes } from "../layers/reduce-axes.ts";
import { stack } from "./stack.ts";
import type { WeightRule } from "./weight-rule.ts";

/** The layer that averages maps over all places: [n, h, w, c] → [n, c]. */
export function globalMean(name: string): tf.layers.Layer {
  return new ReduceAxes({ operation: "mean", axes: [1, 2], keep: false, name });
}

/** A classifier's model: `classes` logits of its features, and the features themselves. */
export function classifierModel({
  image,
  features,
  classes,
  name,
}: {
  readonly image: tf.SymbolicTensor;
  /** [batch, features] */
  readonly features: tf.SymbolicTensor;
  readonly classes: number;
  readonly name: string;
}): tf.LayersModel {
  const logits = stack(features, [tf.layers.dense({ units: classes, name: `${name}/logits` })]);
  return tf.model({ inputs: image, outputs: [logits, features], name });
}

/** A classifier's first values: kernels before a relu are He-normal; the logits' keeps the default rule. */
export function classifierWeightRule({
  layer,
  weight,
}: {
  readonly layer: string;
  readonly weight: string;
}): WeightRule | undefined {
  return weight === "kernel" && layer !== "logits" ? { kind: "he-normal" } : undefined;
}
