import { ConfigInvalidError, Random } from "@ganlens/core";
import * as z from "zod";
import { colourOfHue } from "../ground-truth/hue.ts";
import { seedSchema } from "./image-size.ts";
import { imageShapeOf, mapImages, withEvenValues } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** Images of other channels. */
export interface ColourTransform {
  readonly name: "colour";
  readonly to: "grey" | "rgb";
  /** From grey to a colour that the sample's id decides, instead of three equal channels; false unless told. */
  readonly tint?: boolean | undefined;
  readonly seed?: number | undefined;
}

/**
 * Makes the images of all splits grey, 0.299 R + 0.587 G + 0.114 B, or red, green and blue; a tint is a hue at full saturation, so that
 * what is black stays black.
 */
export const colourTransform: DatasetTransform<ColourTransform> = {
  name: "colour",
  schema: z.strictObject({
    name: z.literal("colour"),
    to: z.enum(["grey", "rgb"]),
    tint: z.boolean().exactOptional(),
    seed: seedSchema.exactOptional(),
  }),
  apply(samples, { to, tint = false, seed = 0 }) {
    const [height, width, channels] = imageShapeOf(samples, "colour");
    const wanted = to === "grey" ? 3 : 1;
    if (channels !== wanted) {
      throw new ConfigInvalidError({
        message: `Expected images of ${wanted} channel${wanted === 1 ? "" : "s"} to make ${to} of, but ${samples.info.name} has ${channels}.`,
        hint: "Leave the transform out: they need no other colours.",
      });
    }
    const even = withEvenValues(samples);
    if (to === "grey") {
      return mapImages(even, [height, width, 1], ({ data }) =>
        Float64Array.from({ length: height * width }, (_, i) => {
          const [red = 0, green = 0, blue = 0] = data.subarray(3 * i, 3 * i + 3);
          return 0.299 * red + 0.587 * green + 0.114 * blue;
        }),
      );
    }
    const random = Random.fromSeed(seed).split("colour");
    return mapImages(even, [height, width, 3], ({ data }, row) => {
      const hue = tint ? 360 * (random.split(even.ids[row] as string).uniform(1)[0] as number) : undefined;
      const colour = hue === undefined ? ([1, 1, 1] as const) : colourOfHue(hue);
      return Float64Array.from(
        { length: height * width * 3 },
        (_, i) => (data[Math.floor(i / 3)] as number) * (colour[i % 3] as number),
      );
    });
  },
};
