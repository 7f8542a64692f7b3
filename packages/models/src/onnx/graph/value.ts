import type { OnnxDtype, OnnxTensor } from "../file/onnx-file.ts";
import type { Dim } from "./dim.ts";
import type { Plan } from "./plan.ts";

/** A tensor that is the same for every latent. */
export interface ConstantValue extends OnnxTensor {
  readonly kind: "constant";
}

/** Integers that depend on the batch size only: a shape or a part of one; a list or a single number. */
export interface SizesValue {
  readonly kind: "sizes";
  readonly shape: readonly number[];
  readonly dims: readonly Dim[];
}

/**
 * A tensor that is computed from the inputs.
 *
 * `shape` is ONNX's. The layer's own tensor has its axes in another order: its axis i is ONNX's axis `axes[i]`, so a map
 * [n, channels, height, width] that is carried as [n, height, width, channels] has axes [0, 2, 3, 1].
 */
export interface CarriedValue {
  readonly kind: "carried";
  readonly plan: Plan;
  readonly shape: readonly Dim[];
  readonly axes: readonly number[];
  readonly dtype: OnnxDtype;
}

/** What a name of the ONNX graph stands for. */
export type Value = ConstantValue | SizesValue | CarriedValue;
