import { type NdArray, ShapeError, sizeOf, zerosLike } from "@ganlens/core";
import { type ResampleWeights, type ResizeFilter, resampleWeights } from "./resample-weights.ts";

/** How {@link resize} works. */
export interface ResizeOptions {
  /** Height and width of the result. */
  readonly size: readonly [height: number, width: number];
  readonly filter: ResizeFilter;
  /** Whether the kernel is widened when shrinking, so that no pixel is passed over; true unless told. */
  readonly antialias?: boolean;
}

/**
 * An image at another size, along the width first and then the height; the aspect ratio may change.
 *
 * With antialiasing it gives what Pillow gives (bytes are rounded and clipped after each pass), without it what torch's
 * `interpolate(align_corners=False)` gives (bilinear and bicubic).
 *
 * @param image shape `[height, width]` or `[height, width, channels]`
 * @returns the same kind of array and channels
 * @throws {ShapeError} when a side is 0 or not an integer, or the image is of another rank
 * @throws {ConfigInvalidError} when the filter does not exist without antialiasing
 */
export function resize<T extends Uint8Array | Float32Array | Float64Array>(
  image: NdArray<T>,
  { size, filter, antialias = true }: ResizeOptions,
): NdArray<T> {
  const [height = 0, width = 0, channels = 1] = image.shape;
  const [toHeight, toWidth] = size;
  const sides = [height, width, channels, toHeight, toWidth];
  const rank = image.shape.length;
  if ((rank !== 2 && rank !== 3) || sides.some((side) => !Number.isSafeInteger(side) || side < 1)) {
    throw new ShapeError({
      message: `Expected an image [height, width] or [height, width, channels] and a size of at least 1 × 1, received [${image.shape.join(", ")}] and [${size.join(", ")}].`,
    });
  }
  if (image.data.length !== sizeOf(image.shape)) {
    throw new ShapeError({
      message: `Expected ${sizeOf(image.shape)} values for shape [${image.shape.join(", ")}], received ${image.data.length}.`,
    });
  }
  const across = resampleWeights({ from: width, to: toWidth, filter, antialias });
  const down = resampleWeights({ from: height, to: toHeight, filter, antialias });
  const wide =
    width === toWidth
      ? image.data
      : resample(image.data, across, { before: height, from: width, after: channels });
  const data =
    height === toHeight ? wide : resample(wide, down, { before: 1, from: height, after: toWidth * channels });
  return {
    data: data === image.data ? (data.slice() as T) : data,
    shape: [toHeight, toWidth, ...image.shape.slice(2)],
  };
}

/** Weights of bytes are multiples of 2⁻²², as in Pillow: then ties round the same way. */
const byteWeightUnit = 2 ** 22;

/** Resamples the middle axis of `[before, from, after]`. */
function resample<T extends Uint8Array | Float32Array | Float64Array>(
  source: T,
  { taps, positions, weights: exactWeights }: ResampleWeights,
  { before, from, after }: { before: number; from: number; after: number },
): T {
  const to = positions.length / taps;
  const out = zerosLike(source, before * to * after);
  const bytes = source instanceof Uint8Array;
  const weights = bytes
    ? exactWeights.map((weight) => Math.round(weight * byteWeightUnit) / byteWeightUnit)
    : exactWeights;
  for (let outer = 0; outer < before; outer++) {
    for (let i = 0; i < to; i++) {
      for (let inner = 0; inner < after; inner++) {
        let sum = 0;
        for (let k = i * taps; k < (i + 1) * taps; k++) {
          const position = positions[k] as number;
          sum += (weights[k] as number) * (source[(outer * from + position) * after + inner] as number);
        }
        out[(outer * to + i) * after + inner] = bytes
          ? Math.min(255, Math.max(0, Math.floor(sum + 0.5)))
          : sum;
      }
    }
  }
  return out;
}
