import type { NdArray } from "@ganlens/core";

/** `zero-one`: v / 255, what every image of ganlens is; `minus-one-one`: v / 127.5 − 1, for networks that end in tanh. */
export type PixelRange = "zero-one" | "minus-one-one";

const scales: Readonly<Record<PixelRange, { readonly divisor: number; readonly offset: number }>> = {
  "zero-one": { divisor: 255, offset: 0 },
  "minus-one-one": { divisor: 127.5, offset: 1 },
};

/**
 * Bytes 0…255 as numbers in [0, 1] or [−1, 1]; both ends are reached exactly.
 *
 * @param image bytes of any shape
 * @returns the same shape, float32, or float64 when `precision` says so
 */
export function normalisePixels(
  image: NdArray<Uint8Array>,
  options?: { readonly range?: PixelRange; readonly precision?: "float32" },
): NdArray<Float32Array>;
export function normalisePixels(
  image: NdArray<Uint8Array>,
  options: { readonly range?: PixelRange; readonly precision: "float64" },
): NdArray<Float64Array>;
export function normalisePixels(
  image: NdArray<Uint8Array>,
  {
    range = "zero-one",
    precision = "float32",
  }: { range?: PixelRange; precision?: "float32" | "float64" } = {},
): NdArray<Float32Array | Float64Array> {
  const { divisor, offset } = scales[range];
  const out =
    precision === "float64" ? new Float64Array(image.data.length) : new Float32Array(image.data.length);
  for (let i = 0; i < out.length; i++) out[i] = (image.data[i] as number) / divisor - offset;
  return { data: out, shape: image.shape };
}
