import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** Every value becomes the greatest within `strength` pixels in either direction, a square, of its own channel. */
export const dilation: Fault = defineFault({
  id: "dilation",
  title: (strength) => `dilation by ${strength} px`,
  unit: "radius in px",
  strengths: [1],
  range: "whole",
  plant({ images }, strength, { height, width, channels }) {
    const line = width * channels;
    const down = greatest(images.data, strength, { length: height, stride: line, block: line });
    const data = greatest(down, strength, { length: width, stride: channels, block: channels });
    return { data, shape: images.shape };
  },
});

/** Along one axis of `length` places that lie `stride` apart, for each of the `block` values beside each other. */
function greatest(
  data: Float32Array,
  radius: number,
  { length, stride, block }: { readonly length: number; readonly stride: number; readonly block: number },
): Float32Array {
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += length * stride) {
    for (let place = 0; place < length; place++) {
      const to = start + place * stride;
      for (let near = Math.max(0, place - radius); near <= Math.min(length - 1, place + radius); near++) {
        const from = start + near * stride;
        for (let i = 0; i < block; i++) {
          out[to + i] = Math.max(out[to + i] as number, data[from + i] as number);
        }
      }
    }
  }
  return out;
}
