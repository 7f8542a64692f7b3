import type { Subject } from "@ganlens/core";
import { type ModelSpec, parseModelSpec } from "@ganlens/models";

const usualSizes: readonly number[] = [2, 4, 8, 16, 32, 64];

/** The code sizes of rate–distortion curves: 2 to 64, as long as they are at most half of the pixels. */
export function codeSizesFor({ imageShape }: Pick<Subject, "imageShape">): readonly number[] {
  const pixels = imageShape[0] * imageShape[1] * imageShape[2];
  return usualSizes.filter((size) => size <= Math.max(2, pixels / 2));
}

/** One autoencoder for all code sizes, for a subject's images. */
export function nestedSpec(subject: Pick<Subject, "imageShape">): ModelSpec {
  return parseModelSpec({
    architecture: "nested-autoencoder",
    codes: [...codeSizesFor(subject)],
    shape: [...subject.imageShape],
  });
}
