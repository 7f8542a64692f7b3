import { short } from "../words/numbers.ts";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/**
 * Every image, channel by channel, convolved with a Gaussian cut off at 4 σ; beyond an edge the image is reflected about it
 * (d c b a | a b c d | d c b a).
 */
export const blur: Fault = defineFault({
  id: "blur",
  title: (strength) => `blur of ${short(strength)} px`,
  unit: "standard deviation in px",
  strengths: [0.5, 1],
  range: "positive",
  plant({ images }, strength, layout) {
    const kernel = gaussianKernel(strength);
    const { width, channels } = layout;
    const down = convolved(images.data, kernel, {
      length: layout.height,
      stride: width * channels,
      block: width * channels,
    });
    const data = convolved(down, kernel, { length: width, stride: channels, block: channels });
    for (let i = 0; i < data.length; i++) data[i] = Math.min(1, data[i] as number);
    return { data, shape: images.shape };
  },
});

/** Weights that add up to 1, middle in the middle. */
function gaussianKernel(deviation: number): Float64Array {
  const radius = Math.max(1, Math.ceil(4 * deviation));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Along one axis of `length` places that lie `stride` apart, for each of the `block` lines beside each other. */
function convolved(
  data: Float32Array,
  kernel: Float64Array,
  { length, stride, block }: { readonly length: number; readonly stride: number; readonly block: number },
): Float32Array {
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += length * stride) {
    for (let place = 0; place < length; place++) {
      for (let k = -radius; k <= radius; k++) {
        const weight = kernel[k + radius] as number;
        const from = start + reflected(place + k, length) * stride;
        const to = start + place * stride;
        for (let i = 0; i < block; i++) {
          out[to + i] = (out[to + i] as number) + weight * (data[from + i] as number);
        }
      }
    }
  }
  return out;
}

/** The place within 0…length − 1 that a place beyond the edges shows. */
function reflected(place: number, length: number): number {
  const period = 2 * length;
  const within = ((place % period) + period) % period;
  return within < length ? within : period - 1 - within;
}
