import type { NdArray } from "@ganlens/core";
import { greyOf } from "./flat-background.ts";
import { properties } from "./properties.ts";
import type { Property } from "./property.ts";

/** A property, and its value in each image. */
export interface PropertyValues {
  readonly property: Property;
  /** `[n]` */
  readonly values: Float64Array;
}

/**
 * What every property that makes sense is in each image.
 *
 * @param background of real images; it decides which properties make sense
 */
export function propertyValues(images: NdArray, background: number | undefined): readonly PropertyValues[] {
  const [count = 0, height = 0, width = 0] = images.shape;
  const grey = greyOf(images);
  const other = background === undefined ? "flat background" : "no flat background";
  const measured = properties.filter(({ on }) => on !== other);
  const values = measured.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    const own = grey.subarray(i * height * width, (i + 1) * height * width);
    const ink =
      background === undefined ? new Float32Array() : own.map((value) => Math.abs(value - background));
    const image = { height, width, grey: own, ink };
    for (const [k, property] of measured.entries()) (values[k] as Float64Array)[i] = property.of(image);
  }
  return measured.map((property, k) => ({ property, values: values[k] as Float64Array }));
}
