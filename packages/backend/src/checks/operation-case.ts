import type * as tf from "@tensorflow/tfjs";
import type { ReferenceArray } from "./reference/reference-array.ts";

/** A differentiable input of a case, drawn uniformly from [low, high). */
export interface CaseInput {
  readonly shape: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** 0 is the value itself, 1 its gradient, 2 the gradient of a directional derivative. */
export type DerivativeOrder = 0 | 1 | 2;

/** One operation with certain shapes and options, in tfjs and in plain float64. */
export interface OperationCase {
  /** The public name of the operation in tfjs. */
  readonly operation: string;
  /** Which options or shapes; empty for the only or plainest ones. */
  readonly variant: string;
  readonly inputs: readonly CaseInput[];
  readonly run: (tensorflow: typeof tf, ...inputs: tf.Tensor[]) => tf.Tensor;
  readonly reference: (...inputs: ReferenceArray[]) => ReferenceArray;
}

/** An input of normal size: [−1, 1) unless told otherwise. */
export function caseInput(shape: readonly number[], low = -1, high = 1): CaseInput {
  return { shape, low, high };
}
