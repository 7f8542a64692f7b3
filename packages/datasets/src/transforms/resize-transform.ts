import * as z from "zod";
import type { ResizeFilter } from "../resize/resample-weights.ts";
import { resize } from "../resize/resize.ts";
import { type ImageSize, imageSizeSchema } from "./image-size.ts";
import { imageShapeOf, mapImages, mapMasks, withEvenValues } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** Images at another size; the aspect ratio may change. */
export interface ResizeTransform {
  readonly name: "resize";
  readonly size: ImageSize;
  /** How pixels between the given ones are guessed; `bicubic` unless told. */
  readonly filter?: ResizeFilter | undefined;
}

/** Resizes all splits as Pillow does, antialiased; masks follow. Factors in px keep meaning px of the original. */
export const resizeTransform: DatasetTransform<ResizeTransform> = {
  name: "resize",
  schema: z.strictObject({
    name: z.literal("resize"),
    size: imageSizeSchema,
    filter: z.enum(["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"]).exactOptional(),
  }),
  apply(samples, { size, filter = "bicubic" }) {
    const [, , channels] = imageShapeOf(samples, "resize");
    return {
      ...mapImages(
        withEvenValues(samples),
        [...size, channels],
        (image) => resize(image as { data: Uint8Array; shape: readonly number[] }, { size, filter }).data,
      ),
      ...mapMasks(samples, size, (mask) => resize(mask, { size, filter }).data),
    };
  },
};
