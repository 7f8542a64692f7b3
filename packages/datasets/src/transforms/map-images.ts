import { ConfigInvalidError, type NdArray, sizeOf } from "@ganlens/core";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/** Transformed images lie in memory. */
const mostValues = 2 ** 30;

/** Height, width and channels of the images of a data set. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * The shape of the images, for a transform that needs images.
 *
 * @throws {ConfigInvalidError} when they are none
 */
export function imageShapeOf({ info }: DatasetSamples, transform: string): ImageShape {
  const [height, width, channels] = info.shape;
  if (info.shape.length === 3 && height !== undefined && width !== undefined && channels !== undefined) {
    return [height, width, channels];
  }
  throw new ConfigInvalidError({
    message: `Expected images for the transform ${transform}, but ${info.name} holds ${info.kind} of shape [${info.shape.join(", ")}].`,
    hint: "Leave it out for these data.",
  });
}

/**
 * The same data with every image as float32 in [0, 1]; bytes of which 255 is white stay bytes, since nothing is lost when they are
 * rounded.
 */
export function withEvenValues(samples: DatasetSamples): DatasetSamples {
  const { x, maximum } = samples;
  if (maximum === 255 || maximum === 1) return samples;
  const data = Float32Array.from(x.data, (value) => value / maximum);
  return { ...samples, x: { data, shape: x.shape }, maximum: 1 };
}

/** The same data as float32 in [0, 1]. */
export function withFloatValues(samples: DatasetSamples): DatasetSamples {
  const { x, maximum } = samples;
  if (x.data instanceof Float32Array && maximum === 1) return samples;
  const data = Float32Array.from(x.data, (value) => value / maximum);
  return { ...samples, x: { data, shape: x.shape }, maximum: 1 };
}

/**
 * Images of another shape, each made from one image.
 *
 * Values are kept within 0 to `maximum`, and rounded where they are stored as bytes.
 *
 * @param each gives the values of the new image; `image` is a view of the stored ones
 * @throws {ConfigInvalidError} when the result would not fit into memory
 */
export function mapImages(
  samples: DatasetSamples,
  shape: ImageShape,
  each: (image: NdArray<Uint8Array> | NdArray<Float32Array>, row: number) => ArrayLike<number>,
): DatasetSamples {
  const { x, info, maximum } = samples;
  const count = x.shape[0] ?? 0;
  const [from, to] = [sizeOf(info.shape), sizeOf(shape)];
  assertRoom(count * to, info.name);
  const bytes = x.data instanceof Uint8Array;
  const data = bytes ? new Uint8Array(count * to) : new Float32Array(count * to);
  for (let row = 0; row < count; row++) {
    const stored = x.data.subarray(row * from, (row + 1) * from);
    const values = each({ data: stored, shape: info.shape } as NdArray<Uint8Array>, row);
    for (let i = 0; i < to; i++) {
      const value = Math.min(maximum, Math.max(0, values[i] as number));
      data[row * to + i] = bytes ? Math.round(value) : value;
    }
  }
  return {
    ...samples,
    info: { ...info, shape },
    x: { data, shape: [count, ...shape] } as NdArray<Uint8Array>,
  };
}

/** @throws {ConfigInvalidError} when so many values are too many */
export function assertRoom(values: number, name: string): void {
  if (values <= mostValues) return;
  throw new ConfigInvalidError({
    message: `Expected transforms of ${name} to leave at most ${mostValues} values, but they make ${values}.`,
    hint: "Take a smaller size, or a subset before it.",
  });
}

/** Masks of another size, each made from one mask as if it were a grey image; nothing where there are none. */
export function mapMasks(
  { masks }: DatasetSamples,
  [height, width]: readonly [number, number],
  each: (mask: NdArray<Uint8Array>, row: number) => ArrayLike<number>,
): Pick<DatasetSamples, "masks"> {
  if (masks === undefined) return {};
  const [count = 0, parts = 0, fromHeight = 0, fromWidth = 0] = masks.shape;
  const [from, to] = [fromHeight * fromWidth, height * width];
  const data = new Uint8Array(count * parts * to);
  for (let plane = 0; plane < count * parts; plane++) {
    const stored = masks.data.subarray(plane * from, (plane + 1) * from);
    data.set(
      each({ data: stored, shape: [fromHeight, fromWidth, 1] }, Math.floor(plane / parts)),
      plane * to,
    );
  }
  return { masks: { data, shape: [count, parts, height, width] } };
}

/** The same data without masks, where a transform leaves nothing exact of them. */
export function withoutMasks(samples: DatasetSamples): DatasetSamples {
  const { masks: _masks, info, ...rest } = samples;
  const { parts: _parts, ...kept } = info;
  return { ...rest, info: kept };
}
