import { ConfigInvalidError, type Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

type Kwargs = Parameters<tf.layers.Layer["call"]>[1];

/** How a pass is run, as `applyModel` tells every layer by keyword arguments. */
export interface LayerMode {
  readonly training: boolean;
  /** Whether state such as running statistics moves; never outside training. */
  readonly updateStats: boolean;
  readonly random: Random | undefined;
}

/** What the keyword arguments of a pass say. */
export function layerMode(kwargs: Kwargs): LayerMode {
  const training = kwargs?.training === true;
  return {
    training,
    updateStats: training && (kwargs?.updateStats ?? true) === true,
    random: kwargs?.random as Random | undefined,
  };
}

/**
 * The generator that a layer draws from.
 *
 * @param what what is drawn, for example `the noise`
 * @throws {ConfigInvalidError} when the pass brings none
 */
export function randomOf({ random }: LayerMode, layer: tf.layers.Layer, what: string): Random {
  if (random) return random;
  throw new ConfigInvalidError({
    message: `Expected a "random" to draw ${what} of "${layer.name}" from, received none.`,
    hint: "Pass { training: true, random } to applyModel.",
  });
}
