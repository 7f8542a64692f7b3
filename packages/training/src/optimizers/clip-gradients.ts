import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { clipUnits } from "./clip-units.ts";
import type { ComingStep } from "./prepared-optimizer.ts";

/** How gradients are clipped before a step; nothing is where nothing is said. */
export interface ClipSettings {
  /** The most that one entry may be, up or down. */
  readonly clipValue?: number;
  /** The most that the norm over all of a player's gradients may be. */
  readonly clipNorm?: number;
  /** The most that a unit's gradient may be of its weights, by their norms; 0.01 is usual. */
  readonly clipAdaptive?: number;
}

/** The settings that every optimizer has. */
export const clipSettings: { readonly [Key in keyof ClipSettings]-?: z.ZodExactOptional<z.ZodNumber> } = {
  clipValue: z.number().positive().exactOptional(),
  clipNorm: z.number().positive().exactOptional(),
  clipAdaptive: z.number().positive().exactOptional(),
};

/**
 * The global norm of gradients, √Σ‖g‖², over all of them; of gradients as they come, if it is asked before they are clipped.
 *
 * @returns a scalar, the caller's; ∞ from about 1.8e19 on, where squares overflow in float32
 */
export function gradientNorm(gradients: ReadonlyMap<string, tf.Tensor>): tf.Scalar {
  return tf.tidy(() => {
    if (gradients.size === 0) return tf.scalar(0);
    const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
    return tf.sqrt(tf.addN(squares)) as tf.Scalar;
  });
}

/**
 * Clips gradients, in this order: each unit by the size of its weights ({@link clipUnits}), each entry into ±clipValue, and
 * all together by g ← g · min(1, clipNorm / ‖g‖) with the global norm. PyTorch divides by ‖g‖ + 1e-6 instead.
 *
 * A gradient with NaN stays one that can be noticed. Where the norm overflows to ∞, finite entries become 0.
 *
 * @returns gradients by the same names; those that nothing clips are the very tensors that were given
 * @see Pascanu, Mikolov and Bengio 2013, algorithm 1
 */
export function clipGradients(
  { parameters, gradients }: Omit<ComingStep, "rateScale">,
  { clipValue, clipNorm, clipAdaptive }: ClipSettings,
): ReadonlyMap<string, tf.Tensor> {
  let clipped = gradients;
  const each = (change: (gradient: tf.Tensor, name: string) => tf.Tensor) => {
    clipped = new Map([...clipped].map(([name, gradient]) => [name, change(gradient, name)]));
  };
  if (clipAdaptive !== undefined) {
    each((gradient, name) => {
      const weights = parameters.get(name);
      return weights === undefined ? gradient : clipUnits({ gradient, weights, ratio: clipAdaptive });
    });
  }
  if (clipValue !== undefined) {
    // On wasm clipping makes a finite number of NaN.
    each((gradient) =>
      tf.tidy(() => tf.where(tf.isNaN(gradient), gradient, tf.clipByValue(gradient, -clipValue, clipValue))),
    );
  }
  if (clipNorm !== undefined) {
    const scale = tf.tidy(() => tf.minimum(tf.div(clipNorm, gradientNorm(clipped)), 1));
    each((gradient) => tf.mul(gradient, scale));
  }
  return clipped;
}
