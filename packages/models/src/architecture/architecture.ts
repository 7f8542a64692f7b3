import type { LatentSpec } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type * as z from "zod";
import type { WeightRule } from "../build/weight-rule.ts";

/** The part that a model plays in a configuration. */
export type ModelRole = "generator" | "encoder" | "discriminator" | "autoencoder" | "classifier";

/** One family of models: what can be set, what it takes and gives, and how it is wired. */
export interface Architecture<C> {
  /** The name in a {@link ModelSpec}; kebab-case. */
  readonly id: string;
  /** One sentence for lists and help. */
  readonly description: string;
  /** The part that it plays; one that says nothing may stand anywhere. */
  readonly role?: ModelRole;
  /** The settings: an object schema with defaults inside that refuses unknown keys. */
  readonly config: z.ZodType<C>;
  /** The values that the output can take, where they are bounded: images in [0, 1] are mapped to it. */
  outputRange?(config: C): readonly [number, number];
  /** The one image shape that it is made for, where it cannot be set. */
  readonly fixedShape?: readonly [number, number, number];
  /** What a generator takes; absent for every other kind of model. */
  latent?(config: C): LatentSpec;
  /**
   * How a weight is drawn where the default rule does not do (kernels Glorot-normal, biases 0, gamma 1).
   *
   * @param weight the layer's name without the model's, and the weight's own name, for example `up1` and `kernel`
   */
  weightRule?(config: C, weight: { readonly layer: string; readonly weight: string }): WeightRule | undefined;
  /** The wired model; every layer is called `"<name>/<layer>"` and its weights are not drawn yet. */
  build(config: C, name: string): tf.LayersModel;
}
