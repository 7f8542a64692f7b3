import { ConfigInvalidError, type NdArray, RunUnsupportedError, ShapeError, sizeOf } from "@ganlens/core";
import type { Fault, FaultInput } from "./fault.ts";

/** Images as rows of values, row by row of pixels, channels last. */
export interface ImageLayout {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Values of one image. */
  readonly size: number;
}

/** Which strengths a fault takes. */
export type StrengthRange = "share" | "positive" | "whole" | "one";

/** A fault without the checks that all faults share. */
export interface FaultDefinition extends Omit<Fault, "plant"> {
  readonly range: StrengthRange;
  /** The least number of training images that it takes from; none unless told. */
  readonly leastTraining?: number;
  /** The new images; `input.random` is this fault's own stream, and `input.images` stays as it is. */
  plant(input: FaultInput, strength: number, layout: ImageLayout): NdArray;
}

const ranges: Readonly<Record<StrengthRange, { words: string; holds(strength: number): boolean }>> = {
  share: { words: "above 0 and at most 1", holds: (strength) => strength > 0 && strength <= 1 },
  positive: { words: "above 0", holds: (strength) => strength > 0 && Number.isFinite(strength) },
  whole: {
    words: "a whole number of at least 1",
    holds: (strength) => strength >= 1 && Number.isInteger(strength),
  },
  one: { words: "1", holds: (strength) => strength === 1 },
};

/**
 * A fault that looks at its strength and images before it is planted, draws from a stream of its own name, and leaves the
 * generator that it is given where it stands.
 *
 * Its `plant` throws {@link ConfigInvalidError} for a strength that it does not take, {@link ShapeError} for arrays that are no
 * images or do not fit each other, and {@link RunUnsupportedError} for values outside [0, 1] and too few images.
 */
export function defineFault({ range, leastTraining = 0, plant, ...rest }: FaultDefinition): Fault {
  return {
    ...rest,
    plant(input, strength) {
      if (!ranges[range].holds(strength)) {
        throw new ConfigInvalidError({
          message: `Expected the strength of ${rest.id} (${rest.unit}) to be ${ranges[range].words}, received ${strength}.`,
          hint: `Tables speak of ${rest.strengths.join(", ")}.`,
        });
      }
      const layout = layoutOf(input.images, `images to plant ${rest.id} in`, 1);
      if (input.labels !== undefined && input.labels.length !== layout.count) {
        throw new ShapeError({
          message: `Expected one label for each of the ${layout.count} images to plant ${rest.id} in, received ${input.labels.length}.`,
        });
      }
      if (leastTraining > 0) {
        layoutOf(input.training, `training images for ${rest.id}`, leastTraining);
        const [wanted, received] = [input.images, input.training].map(({ shape }) =>
          shape.slice(1).join(", "),
        );
        if (wanted !== received) {
          throw new ShapeError({
            message: `Expected training images for ${rest.id} of shape [${wanted}], received [${received}].`,
          });
        }
      }
      return plant({ ...input, random: input.random.split(`fault/${rest.id}`) }, strength, layout);
    },
  };
}

function layoutOf({ data, shape }: NdArray, what: string, least: number): ImageLayout {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 4 || data.length !== sizeOf(shape)) {
    throw new ShapeError({
      message: `Expected ${what} of shape [n, height, width, channels], received ${data.length} values of shape [${shape.join(", ")}].`,
    });
  }
  if (count < least || data.length === 0) {
    throw new RunUnsupportedError({
      message: `Expected at least ${least} ${what}, received ${count}.`,
      hint: "Give more images, or leave out this fault.",
    });
  }
  const stray = data.findIndex((value) => !(value >= 0 && value <= 1));
  if (stray !== -1) {
    throw new RunUnsupportedError({
      message: `Expected ${what} with values in [0, 1], received ${data[stray]}.`,
      hint: "Scale the values to [0, 1] first.",
    });
  }
  return { count, height, width, channels, size: height * width * channels };
}
