import { type NdArray, ShapeError } from "@ganlens/core";
import type { SampleFile } from "./sample-file.ts";

/**
 * Samples `start` to `end` (exclusive) in [0, 1]: (x − low) / (high − low), cut to that range.
 *
 * @returns float32, shape `[end − start, height, width, channels]`
 * @throws {ShapeError} when they are not all there
 */
export function sampleBatch(
  { x, range: { low, high } }: Pick<SampleFile, "x" | "range">,
  { start, end }: { readonly start: number; readonly end: number },
): NdArray<Float32Array> {
  const [count = 0, ...shape] = x.shape;
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start && end <= count)) {
    throw new ShapeError({ message: `Expected samples within 0…${count}, received ${start}…${end}.` });
  }
  const width = x.data.length / Math.max(1, count);
  const data = new Float32Array((end - start) * width);
  for (let i = 0; i < data.length; i++) {
    const value = ((x.data[start * width + i] as number) - low) / (high - low);
    data[i] = Math.min(1, Math.max(0, value));
  }
  return { data, shape: [end - start, ...shape] };
}
