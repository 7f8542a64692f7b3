import type * as tf from "@tensorflow/tfjs";
import type { OnnxDtype } from "../file/onnx-file.ts";
import type { Dim } from "./dim.ts";

/** A weight of a layer that is still to be made, by its name within the layer. */
export interface PlannedWeight {
  readonly name: string;
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** An input of the model that is still to be made. */
export interface InputPlan {
  readonly kind: "input";
  readonly name: string;
  readonly shape: readonly Dim[];
  readonly dtype: OnnxDtype;
  readonly fixed: false;
}

/**
 * A layer that is still to be made. Nothing is allocated before the whole graph is understood, and what no output
 * needs is never made.
 */
export interface LayerPlan {
  readonly kind: "layer";
  readonly name: string;
  /** The node that it belongs to, for messages. */
  readonly origin: string;
  readonly make: (name: string) => tf.layers.Layer;
  readonly inputs: readonly Plan[];
  readonly weights: readonly PlannedWeight[];
  /** The shape of the layer's own tensor, axes in its own order. */
  readonly shape: readonly Dim[];
  /** True when it depends on no input of the model, so that its value can be computed at once. */
  readonly fixed: boolean;
  /** About how many multiplications it takes for one sample. */
  readonly work: number;
  /** What a fixed plan without inputs of its own stands for. */
  readonly constant?: PlannedWeight;
}

/** A layer or an input that is still to be made. */
export type Plan = InputPlan | LayerPlan;
