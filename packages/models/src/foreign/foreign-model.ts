import type * as tf from "@tensorflow/tfjs";

/** What goes into a model, or comes out of it. */
export interface ModelPort {
  readonly name: string;
  /** Sides, the batch's included; `null` where they are not fixed. */
  readonly shape: readonly (number | null)[];
  readonly dtype: "float32" | "int32" | "bool";
  /** Bounds of what comes out, where the last activations tell them. */
  readonly range?: readonly [minimum: number, maximum: number];
}

/** A model that ganlens did not make, ready to run. */
export type ForeignModel = (
  | { readonly kind: "layers"; readonly model: tf.LayersModel }
  | { readonly kind: "graph"; readonly model: tf.GraphModel }
) & {
  /** Where it came from, for messages. */
  readonly location: string;
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /** SHA-256 of each file that it was read from, by path: what it is recognised by. */
  readonly files: Readonly<Record<string, string>>;
};
