import { ConfigInvalidError } from "@ganlens/core";

/** How pixels between the given ones are guessed. */
export type ResizeFilter = "nearest" | "box" | "bilinear" | "hamming" | "bicubic" | "lanczos";

/** For each output position, `taps` input positions and their weights, which sum to 1. */
export interface ResampleWeights {
  readonly taps: number;
  readonly positions: Int32Array;
  readonly weights: Float64Array;
}

interface Kernel {
  /** The kernel is 0 beyond ±radius. */
  readonly radius: number;
  at(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Keys's cubic convolution with free parameter `a`. */
const cubic = (a: number): Kernel => ({
  radius: 2,
  at(x) {
    const d = Math.abs(x);
    if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
  },
});

const linear: Kernel = { radius: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) };

/** The kernels of Pillow, widened when shrinking. */
const smooth: Readonly<Record<Exclude<ResizeFilter, "nearest">, Kernel>> = {
  box: { radius: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: linear,
  hamming: {
    radius: 1,
    at: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x))),
  },
  bicubic: cubic(-0.5),
  lanczos: { radius: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** The kernels of torch without antialiasing, which has another cubic. */
const sharp: Readonly<Partial<Record<ResizeFilter, Kernel>>> = { bilinear: linear, bicubic: cubic(-0.75) };

/**
 * The weights that take a row of `from` pixels to `to` pixels, whose centres lie at (i + ½) · from / to.
 *
 * @throws {ConfigInvalidError} when a filter is asked for without antialiasing and only exists with it
 */
export function resampleWeights({
  from,
  to,
  filter,
  antialias,
}: {
  readonly from: number;
  readonly to: number;
  readonly filter: ResizeFilter;
  readonly antialias: boolean;
}): ResampleWeights {
  const scale = from / to;
  if (filter === "nearest") return nearestWeights({ from, to, scale });
  if (antialias) return smoothWeights(smooth[filter], { from, to, scale });
  const kernel = sharp[filter];
  if (kernel === undefined) {
    throw new ConfigInvalidError({
      message: `Expected bilinear, bicubic or nearest for resizing without antialiasing, received ${filter}.`,
      hint: "Leave antialias on for this filter.",
    });
  }
  return sharpWeights(kernel, { from, to, scale });
}

/** Where a centre falls on a border between pixels, adding up the steps rounds to the same side as Pillow does. */
function nearestWeights({ from, to, scale }: { from: number; to: number; scale: number }): ResampleWeights {
  const positions = new Int32Array(to);
  let centre = scale * 0.5;
  for (let i = 0; i < to; i++) {
    positions[i] = Math.min(from - 1, Math.floor(centre));
    centre += scale;
  }
  return { taps: 1, positions, weights: new Float64Array(to).fill(1) };
}

/** The kernel is widened by the scale when shrinking; what falls outside the image is cut off and the rest made to sum to 1. */
function smoothWeights(
  kernel: Kernel,
  { from, to, scale }: { from: number; to: number; scale: number },
): ResampleWeights {
  const widening = Math.max(scale, 1);
  const support = kernel.radius * widening;
  const taps = Math.min(from, Math.ceil(support) * 2 + 1);
  const positions = new Int32Array(to * taps);
  const weights = new Float64Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let k = 0; k < end - first; k++) {
      const weight = kernel.at((first + k - centre + 0.5) / widening);
      positions[i * taps + k] = first + k;
      weights[i * taps + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < end - first; k++) weights[i * taps + k] = (weights[i * taps + k] as number) / sum;
  }
  return { taps, positions, weights };
}

/** The kernel keeps its width, and the border pixel stands for what lies outside. */
function sharpWeights(
  kernel: Kernel,
  { from, to, scale }: { from: number; to: number; scale: number },
): ResampleWeights {
  const taps = 2 * kernel.radius;
  const positions = new Int32Array(to * taps);
  const weights = new Float64Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.floor(centre) - kernel.radius + 1;
    for (let k = 0; k < taps; k++) {
      positions[i * taps + k] = Math.min(from - 1, Math.max(0, first + k));
      weights[i * taps + k] = kernel.at(first + k - centre);
    }
  }
  return { taps, positions, weights };
}
