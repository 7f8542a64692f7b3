import type { Random } from "@ganlens/core";
import type { ImageShape } from "./map-images.ts";

/** Changes one image with values in [0, 1]; values beyond are cut off later. */
export type Corruption = (
  image: Float64Array,
  options: { readonly shape: ImageShape; readonly strength: number; readonly random: Random },
) => Float64Array;

/**
 * What a corruption of strength s does: `noise` adds N(0, (s / 2)²) to every value; `blur` folds each channel with a Gaussian whose
 * standard deviation is s / 8 of the shorter side; `occlusion` lays a black square over it whose side is s of the shorter one, at a
 * random place; `contrast` brings values nearer to the middle, ½ + (1 − s)(x − ½).
 */
export const corruptions: Readonly<Record<"noise" | "blur" | "occlusion" | "contrast", Corruption>> = {
  noise(image, { strength, random }) {
    const noise = random.normal(image.length, { standardDeviation: strength / 2 });
    return image.map((value, i) => value + (noise[i] as number));
  },
  blur(image, { shape: [height, width, channels], strength }) {
    const weights = gaussian((strength * Math.min(height, width)) / 8);
    const across = fold(image, weights, { before: height, along: width, after: channels });
    return fold(across, weights, { before: 1, along: height, after: width * channels });
  },
  occlusion(image, { shape: [height, width, channels], strength, random }) {
    const side = Math.max(1, Math.round(strength * Math.min(height, width)));
    const [down = 0, right = 0] = random.uniform(2);
    const [top, left] = [Math.floor(down * (height - side + 1)), Math.floor(right * (width - side + 1))];
    const out = image.slice();
    for (let row = top; row < top + side; row++) {
      const from = (row * width + left) * channels;
      out.fill(0, from, from + side * channels);
    }
    return out;
  },
  contrast: (image, { strength }) => image.map((value) => 0.5 + (1 - strength) * (value - 0.5)),
};

/** Weights of a Gaussian from −3 to 3 standard deviations, with sum 1. */
function gaussian(standardDeviation: number): Float64Array {
  const radius = Math.ceil(3 * standardDeviation);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * standardDeviation ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Folds the middle axis; the border value stands for what lies outside. */
function fold(
  image: Float64Array,
  weights: Float64Array,
  { before, along, after }: { readonly before: number; readonly along: number; readonly after: number },
): Float64Array {
  const radius = (weights.length - 1) / 2;
  const out = new Float64Array(image.length);
  for (let outer = 0; outer < before; outer++) {
    for (let i = 0; i < along; i++) {
      for (let inner = 0; inner < after; inner++) {
        let sum = 0;
        for (const [k, weight] of weights.entries()) {
          const at = Math.min(along - 1, Math.max(0, i + k - radius));
          sum += weight * (image[(outer * along + at) * after + inner] as number);
        }
        out[(outer * along + i) * after + inner] = sum;
      }
    }
  }
  return out;
}
