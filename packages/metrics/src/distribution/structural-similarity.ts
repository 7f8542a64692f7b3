import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { checkFeatures, checkSameSize, type Features } from "../linear/features.ts";

/** How local means and variances are taken. */
export type SimilarityWindow =
  | { readonly kind: "gaussian"; readonly size: number; readonly sigma: number }
  | { readonly kind: "uniform"; readonly size: number };

/** What a comparison of images takes. */
export interface SimilarityOptions {
  /** `[n, height, width, channels]` */
  readonly first: Features;
  /** The same shape. */
  readonly second: Features;
  /** By default Gaussian, 11 pixels, sigma 1.5; the image must be at least as large. */
  readonly window?: SimilarityWindow;
  /** Difference between the largest and the smallest possible value, by default 1. */
  readonly range?: number;
}

/** Images of one shape, channel by channel. */
export interface ImagePlanes {
  readonly height: number;
  readonly width: number;
  /** `[n · channels, height · width]` of both sets. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly n: number;
  readonly channels: number;
}

/** The window in use where none is given. */
export const defaultWindow: SimilarityWindow = { kind: "gaussian", size: 11, sigma: 1.5 };

/**
 * The structural similarity of each pair of images: mean over pixels and channels of
 * (2μₓμᵧ + C₁)(2σₓᵧ + C₂) / ((μₓ² + μᵧ² + C₁)(σₓ² + σᵧ² + C₂)), C₁ = (0.01·range)², C₂ = (0.03·range)².
 *
 * Only where the window lies inside the image, with population variances. Libraries differ in both: the same pair of 28 × 28
 * images scores .536 to .646 between windows, so a value needs its window beside it.
 *
 * @returns `[n]`, in [−1, 1]; 1 for equal images
 * @throws {ShapeError} when the two differ in shape or are not `[n, height, width, channels]`
 * @throws {ConfigInvalidError} when the window is not an odd size within the image, or range ≤ 0
 * @throws {DatasetInvalidError} when a value is not finite
 * @see Wang et al. 2004; pytorch-msssim `ssim.py`
 */
export function structuralSimilarity({
  first,
  second,
  window = defaultWindow,
  range = 1,
}: SimilarityOptions): Float64Array {
  const planes = imagePlanes(first, second, "structuralSimilarity");
  const weights = windowWeights(window, Math.min(planes.height, planes.width), "structuralSimilarity");
  return averagedOverChannels(planes, (x, y) => similarityOfPlane(x, y, planes, weights, range).full);
}

/** Checks two sets of images and turns them to planes. */
export function imagePlanes(first: Features, second: Features, where: string): ImagePlanes {
  const x = checkFeatures(first, { where: `${where}: first` });
  const y = checkFeatures(second, { where: `${where}: second` });
  checkSameSize(x, y, where);
  const [n = 0, height = 0, width = 0, channels = 0] = first.shape;
  if (first.shape.length !== 4 || String(first.shape) !== String(second.shape)) {
    throw new ShapeError({
      message: `${where}: expected images [n, height, width, channels] of one shape, received [${first.shape}] and [${second.shape}].`,
    });
  }
  const planesOf = (data: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(data.length);
    const area = height * width;
    for (let i = 0; i < n; i++) {
      for (let p = 0; p < area; p++) {
        for (let c = 0; c < channels; c++) {
          out[(i * channels + c) * area + p] = data[(i * area + p) * channels + c] as number;
        }
      }
    }
    return out;
  };
  return { height, width, first: planesOf(x.data), second: planesOf(y.data), n, channels };
}

/**
 * The weights of a window along one axis, summing to 1.
 *
 * @throws {ConfigInvalidError} when it is not an odd size of at most `side`
 */
export function windowWeights(window: SimilarityWindow, side: number, where: string): Float64Array {
  const { size } = window;
  const sigma = window.kind === "gaussian" ? window.sigma : 1;
  if (!Number.isInteger(size) || size < 1 || size % 2 === 0 || size > side || !(sigma > 0)) {
    throw new ConfigInvalidError({
      message: `${where}: expected a window of an odd size of at most ${side} and sigma > 0, received ${size} and ${sigma}.`,
      hint: "Small images need a smaller window (7), and the value is then of that window.",
    });
  }
  const weights = Float64Array.from({ length: size }, (_, i) =>
    window.kind === "uniform" ? 1 : Math.exp(-((i - (size - 1) / 2) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** One value per image: the mean over its channels of a value per plane. */
export function averagedOverChannels(
  { first, second, n, channels, height, width }: ImagePlanes,
  planeValue: (x: Float64Array, y: Float64Array) => number,
): Float64Array {
  const area = height * width;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const from = (i * channels + c) * area;
      sum += planeValue(first.subarray(from, from + area), second.subarray(from, from + area));
    }
    return sum / channels;
  });
}

/** Mean similarity of a plane, whole and without its luminance term. */
export function similarityOfPlane(
  x: Float64Array,
  y: Float64Array,
  { height, width }: { readonly height: number; readonly width: number },
  weights: Float64Array,
  range: number,
): { readonly full: number; readonly contrast: number } {
  if (!(range > 0)) {
    throw new ConfigInvalidError({
      message: `structuralSimilarity: expected a range > 0, received ${range}.`,
    });
  }
  const c1 = (0.01 * range) ** 2;
  const c2 = (0.03 * range) ** 2;
  const smooth = (plane: Float64Array): Float64Array => smoothed(plane, height, width, weights);
  const meanX = smooth(x);
  const meanY = smooth(y);
  const xx = smooth(x.map((value) => value * value));
  const yy = smooth(y.map((value) => value * value));
  const xy = smooth(x.map((value, i) => value * (y[i] as number)));
  let full = 0;
  let contrast = 0;
  for (let p = 0; p < meanX.length; p++) {
    const mx = meanX[p] as number;
    const my = meanY[p] as number;
    const variances = (xx[p] as number) - mx * mx + (yy[p] as number) - my * my;
    const structure = (2 * ((xy[p] as number) - mx * my) + c2) / (variances + c2);
    contrast += structure;
    full += (structure * (2 * mx * my + c1)) / (mx * mx + my * my + c1);
  }
  return { full: full / meanX.length, contrast: contrast / meanX.length };
}

function smoothed(plane: Float64Array, height: number, width: number, weights: Float64Array): Float64Array {
  const size = weights.length;
  const innerWidth = width - size + 1;
  const innerHeight = height - size + 1;
  const rows = new Float64Array(height * innerWidth);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < innerWidth; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (weights[k] as number) * (plane[i * width + j + k] as number);
      rows[i * innerWidth + j] = sum;
    }
  }
  const out = new Float64Array(innerHeight * innerWidth);
  for (let i = 0; i < innerHeight; i++) {
    for (let j = 0; j < innerWidth; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++)
        sum += (weights[k] as number) * (rows[(i + k) * innerWidth + j] as number);
      out[i * innerWidth + j] = sum;
    }
  }
  return out;
}
