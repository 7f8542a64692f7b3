import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

interface Setting {
  readonly layer: tf.layers.Layer;
  /** The setting's name. */
  readonly setting: string;
  readonly value: number;
}

/**
 * Refuses a number that counts something and is not an integer from `least` to `most`.
 *
 * @throws {ConfigInvalidError} with the layer, the setting and the number
 */
export function assertCount({
  layer,
  setting,
  value,
  least = 1,
  most = Number.MAX_SAFE_INTEGER,
}: Setting & { readonly least?: number; readonly most?: number }): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new ConfigInvalidError({
    message: `Expected ${setting} of "${layer.name}" to be an integer ${range}, received ${value}.`,
  });
}

/**
 * Refuses a number outside [low, high).
 *
 * @throws {ConfigInvalidError} with the layer, the setting and the number
 */
export function assertNumber({
  layer,
  setting,
  value,
  low = 0,
  high = Number.POSITIVE_INFINITY,
}: Setting & { readonly low?: number; readonly high?: number }): void {
  if (typeof value === "number" && value >= low && value < high) return;
  throw new ConfigInvalidError({
    message: `Expected ${setting} of "${layer.name}" to be a number of at least ${low}${high === Number.POSITIVE_INFINITY ? "" : ` and below ${high}`}, received ${value}.`,
  });
}

/**
 * Refuses an input that is not maps.
 *
 * @returns [height, width, channels] of a shape [batch, height, width, channels]
 * @throws {ShapeError} with the layer and the shape
 */
export function mapsOf(layer: tf.layers.Layer, shape: tf.Shape | undefined): [number, number, number] {
  const sides = (shape ?? []).slice(1);
  if (sides.length === 3 && sides.every((side) => side !== null)) return sides as [number, number, number];
  throw new ShapeError({
    message: `Expected maps [batch, height, width, channels] for "${layer.name}", received [${(shape ?? []).map(String).join(", ")}].`,
  });
}

/**
 * Refuses an input that is not one row of features for each sample.
 *
 * @returns the number of features of a shape [batch, features]
 * @throws {ShapeError} with the layer and the shape
 */
export function featuresOf(layer: tf.layers.Layer, shape: tf.Shape | undefined): number {
  if (shape?.length === 2 && shape[1] !== null) return shape[1] as number;
  throw new ShapeError({
    message: `Expected an input [batch, features] for "${layer.name}", received [${(shape ?? []).map(String).join(", ")}].`,
    hint: "Put a flatten layer before it.",
  });
}
