import { ConfigInvalidError, type NdArray, Random } from "@ganlens/core";
import * as z from "zod";
import { type ImageSize, imageSizeSchema, seedSchema } from "./image-size.ts";
import { imageShapeOf, mapImages, mapMasks } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** A part of each image. */
export interface CropTransform {
  readonly name: "crop";
  readonly size: ImageSize;
  /** `centre`, or `random`: a place that the sample's id decides. `centre` unless told. */
  readonly at?: "centre" | "random" | undefined;
  readonly seed?: number | undefined;
}

/** Cuts a part out of the images of all splits, and of their masks. */
export const cropTransform: DatasetTransform<CropTransform> = {
  name: "crop",
  schema: z.strictObject({
    name: z.literal("crop"),
    size: imageSizeSchema,
    at: z.enum(["centre", "random"]).exactOptional(),
    seed: seedSchema.exactOptional(),
  }),
  apply(samples, { size, at = "centre", seed = 0 }) {
    const [height, width, channels] = imageShapeOf(samples, "crop");
    const room = [height - size[0], width - size[1]] as const;
    if (room[0] < 0 || room[1] < 0) {
      throw new ConfigInvalidError({
        message: `Expected a part of images of ${height} × ${width} px, received ${size.join(" × ")}.`,
        hint: "Take a smaller part, or pad or resize first.",
      });
    }
    const random = Random.fromSeed(seed).split("crop");
    const corners = samples.ids.map((id): readonly [number, number] => {
      if (at === "centre") return [Math.floor(room[0] / 2), Math.floor(room[1] / 2)];
      const [down = 0, right = 0] = random.split(id).uniform(2);
      return [Math.floor(down * (room[0] + 1)), Math.floor(right * (room[1] + 1))];
    });
    const cut = (image: NdArray<Uint8Array> | NdArray<Float32Array>, row: number) =>
      partOf(image, corners[row] as readonly [number, number], size);
    return { ...mapImages(samples, [...size, channels], cut), ...mapMasks(samples, size, cut) };
  },
};

function partOf(
  { data, shape }: NdArray<Uint8Array> | NdArray<Float32Array>,
  [top, left]: readonly [number, number],
  [height, width]: ImageSize,
): Float32Array {
  const [, fullWidth = 0, channels = 1] = shape;
  const part = new Float32Array(height * width * channels);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * fullWidth + left) * channels;
    part.set(data.subarray(from, from + width * channels), row * width * channels);
  }
  return part;
}
