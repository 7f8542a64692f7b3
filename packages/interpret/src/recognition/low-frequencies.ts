import { type NdArray, ShapeError } from "@ganlens/core";
import type { Features } from "@ganlens/metrics";

/** Frequencies along each side that are kept, at most. */
const most = 8;

/**
 * The coarse shapes of images: the lowest 8 × 8 frequencies of the orthonormal cosine transform (DCT-II), channel by channel.
 *
 * f[u, v] = Σ x[i, j]·c(u, i)·c(v, j) with c(u, i) = √((u = 0 ? 1 : 2) / side)·cos(π(i + ½)u / side). Nothing is fitted to any
 * images: what is learned from these numbers was learned from its own images alone.
 *
 * @param images `[n, height, width, channels]`
 * @returns `[n, ≤ 8 · ≤ 8 · channels]`
 * @throws {ShapeError} when they are no images
 */
export function lowFrequencies(images: NdArray): Features & { readonly data: Float64Array } {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  if (images.shape.length !== 4 || images.data.length !== count * height * width * channels) {
    throw new ShapeError({
      message: `Expected images of shape [n, height, width, channels], received ${images.data.length} values of shape [${images.shape.join(", ")}].`,
    });
  }
  const [down, across] = [cosines(height), cosines(width)];
  const line = across.length * channels;
  const size = down.length * line;
  const data = new Float64Array(count * size);
  const lines = new Float64Array(height * line);
  for (let n = 0; n < count; n++) {
    lines.fill(0);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        for (let c = 0; c < channels; c++) {
          const value = images.data[((n * height + i) * width + j) * channels + c] as number;
          if (value === 0) continue;
          for (let v = 0; v < across.length; v++) {
            lines[i * line + v * channels + c]! += value * ((across[v] as Float64Array)[j] as number);
          }
        }
      }
    }
    for (let u = 0; u < down.length; u++) {
      const row = data.subarray(n * size + u * line, n * size + (u + 1) * line);
      for (let i = 0; i < height; i++) {
        const weight = (down[u] as Float64Array)[i] as number;
        for (let k = 0; k < line; k++) row[k]! += weight * (lines[i * line + k] as number);
      }
    }
  }
  return { data, shape: [count, size] };
}

function cosines(side: number): readonly Float64Array[] {
  return Array.from({ length: Math.min(most, side) }, (_, u) =>
    Float64Array.from(
      { length: side },
      (_, i) => Math.sqrt((u === 0 ? 1 : 2) / side) * Math.cos((Math.PI * (i + 0.5) * u) / side),
    ),
  );
}
