import type { Subject } from "@ganlens/core";
import { type ModelSpec, parseModelSpec } from "@ganlens/models";

/** The code sizes of rate–distortion curves. */
export const codeSizes: readonly number[] = [2, 4, 8, 16, 32, 64];

/** One autoencoder for all code sizes, for a subject's images. */
export function nestedSpec({ imageShape }: Subject): ModelSpec {
  return parseModelSpec({
    architecture: "nested-autoencoder",
    codes: [...codeSizes],
    shape: [...imageShape],
  });
}
