import type { NdArray } from "@ganlens/core";
import { greyOf } from "../../properties/flat-background.ts";

/** Power by frequency of a set of images. */
export interface RadialSpectrum {
  /** Middle of each band, in cycles per pixel. */
  readonly frequencies: readonly number[];
  /** For each band log₁₀ of the mean power in it, of each image. */
  readonly power: readonly Float64Array[];
}

const mostBands = 14;
/** What has no power has no logarithm. */
const least = 1e-8;
/** Products that are made for one set: of large images fewer are looked at. */
const mostWork = 4e8;

/**
 * Radially averaged power spectra: |Fourier transform|² / pixels of each image's grey, averaged over rings of frequencies from one
 * cycle per image to half a cycle per pixel; the corners beyond are in the last one.
 *
 * @param images `[n, height, width, channels]`
 * @see Durall, Keuper, Keuper 2020, on what up-convolutions leave there
 */
export function radialSpectrum(images: NdArray): RadialSpectrum {
  const [n = 0, height = 0, width = 0] = images.shape;
  const half = Math.floor(width / 2) + 1;
  const count = Math.max(
    Math.min(n, 50),
    Math.min(n, Math.floor(mostWork / (height * half * (2 * width + 4 * height)))),
  );
  const rings = Math.max(1, Math.floor(Math.min(height, width) / 2));
  const bands = Math.min(mostBands, rings);
  const grey = greyOf(images);
  const [ofRows, ofColumns] = [waves(width), waves(height)];
  const frequencyOf = (down: number, across: number): number =>
    Math.hypot(Math.min(down, height - down) / height, across / width);
  const bandOf = (frequency: number): number => {
    const ring = Math.min(rings, Math.max(1, Math.round(frequency * Math.min(height, width))));
    return Math.floor(((ring - 1) * bands) / rings);
  };
  const power = Array.from({ length: bands }, () => new Float64Array(count));
  const sums = new Float64Array(bands);
  const sizes = new Float64Array(bands);
  const real = new Float64Array(height * half);
  const imaginary = new Float64Array(height * half);
  for (let i = 0; i < count; i++) {
    const start = i * height * width;
    for (let row = 0; row < height; row++) {
      for (let across = 0; across < half; across++) {
        let [a, b] = [0, 0];
        for (let column = 0, turn = 0; column < width; column++, turn = (turn + across) % width) {
          const value = grey[start + row * width + column] as number;
          a += value * (ofRows.cosines[turn] as number);
          b -= value * (ofRows.sines[turn] as number);
        }
        real[row * half + across] = a;
        imaginary[row * half + across] = b;
      }
    }
    sums.fill(0);
    sizes.fill(0);
    for (let down = 0; down < height; down++) {
      for (let across = 0; across < half; across++) {
        if (down === 0 && across === 0) continue;
        let [a, b] = [0, 0];
        for (let row = 0, turn = 0; row < height; row++, turn = (turn + down) % height) {
          const [p, q] = [real[row * half + across] as number, imaginary[row * half + across] as number];
          const [c, s] = [ofColumns.cosines[turn] as number, ofColumns.sines[turn] as number];
          a += p * c + q * s;
          b += q * c - p * s;
        }
        const band = bandOf(frequencyOf(down, across));
        sums[band] = (sums[band] as number) + (a * a + b * b) / (height * width);
        sizes[band] = (sizes[band] as number) + 1;
      }
    }
    for (let band = 0; band < bands; band++) {
      const size = Math.max(1, sizes[band] as number);
      (power[band] as Float64Array)[i] = Math.log10(least + (sums[band] as number) / size);
    }
  }
  return {
    frequencies: power.map((_, band) => (((band + 0.5) * rings) / bands + 0.5) / Math.min(height, width)),
    power,
  };
}

function waves(length: number): { readonly cosines: Float64Array; readonly sines: Float64Array } {
  const angle = (turn: number): number => (2 * Math.PI * turn) / length;
  return {
    cosines: Float64Array.from({ length }, (_, turn) => Math.cos(angle(turn))),
    sines: Float64Array.from({ length }, (_, turn) => Math.sin(angle(turn))),
  };
}
