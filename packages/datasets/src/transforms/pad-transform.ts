import { ConfigInvalidError, type NdArray } from "@ganlens/core";
import * as z from "zod";
import { type ImageSize, imageSizeSchema } from "./image-size.ts";
import { imageShapeOf, mapImages, mapMasks, withEvenValues } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** Each image in the middle of a larger one. */
export interface PadTransform {
  readonly name: "pad";
  readonly size: ImageSize;
  /** What lies around it, 0 (black, unless told) to 1 (white). */
  readonly value?: number | undefined;
}

/** Pads the images of all splits, and their masks with 0; where the room is odd, the right and lower sides get more of it. */
export const padTransform: DatasetTransform<PadTransform> = {
  name: "pad",
  schema: z.strictObject({
    name: z.literal("pad"),
    size: imageSizeSchema,
    value: z.number().min(0).max(1).exactOptional(),
  }),
  apply(samples, { size, value = 0 }) {
    const [height, width, channels] = imageShapeOf(samples, "pad");
    if (size[0] < height || size[1] < width) {
      throw new ConfigInvalidError({
        message: `Expected room for images of ${height} × ${width} px, received ${size.join(" × ")}.`,
        hint: "Pad to a larger size, or crop or resize them.",
      });
    }
    const even = withEvenValues(samples);
    return {
      ...mapImages(even, [...size, channels], (image) => padded(image, size, value * even.maximum)),
      ...mapMasks(samples, size, (mask) => padded(mask, size, 0)),
    };
  },
};

function padded(
  { data, shape }: NdArray<Uint8Array> | NdArray<Float32Array>,
  [toHeight, toWidth]: ImageSize,
  value: number,
): Float32Array {
  const [height = 0, width = 0, channels = 1] = shape;
  const all = new Float32Array(toHeight * toWidth * channels).fill(value);
  const [top, left] = [Math.floor((toHeight - height) / 2), Math.floor((toWidth - width) / 2)];
  for (let row = 0; row < height; row++) {
    const from = row * width * channels;
    all.set(data.subarray(from, from + width * channels), ((row + top) * toWidth + left) * channels);
  }
  return all;
}
