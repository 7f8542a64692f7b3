import { ConfigInvalidError, DatasetInvalidError, type Interval } from "@ganlens/core";
import { checkFeatures, checkFinite, checkSameSize, type Features, type Matrix } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { interpolateLatents } from "./interpolate-latents.ts";

/** A path length with the steps it is made of. */
export interface PerceptualPathLength extends Estimate {
  /** Mean of the kept distances. */
  readonly value: number;
  readonly interval: Interval;
  /** `[n]`, d(G(z(t)), G(z(t + ε))) / ε², before any is left out. */
  readonly distances: Float64Array;
  readonly kept: number;
}

/**
 * The perceptual path length: E[d(G(z(t)), G(z(t + ε)))] / ε² along paths between latents, extremes left out.
 *
 * Smaller is smoother. Of this distance only: it is comparable with published values at the same features, ε and path. The generator
 * must give floats (images rounded to bytes do not move at small ε); in float32 take ε = 1e-2, since 1e-4 leaves no
 * digits. Interval: t of the trimmed mean with the winsorised variance.
 *
 * @param generate features or images `[n, …]` of latents `[n, d]`
 * @param first z at t = 0, `[n, d]`
 * @param second z at t = 1, `[n, d]`
 * @param at t in [0, 1] of each path: uniform for StyleGAN's "full", all 0 for its "end" and for torch-fidelity
 * @param path "spherical" (default) for Gaussian latents, "linear" for uniform ones
 * @param epsilon by default 1e-4
 * @param distance of two outputs, one value per row; by default the mean squared difference
 * @param trim shares left out below and above, by default 0.01
 * @throws {ShapeError} when first and second, or the outputs, differ in shape
 * @throws {ConfigInvalidError} when epsilon ≤ 0, trim is not in [0, 0.5), or a t is outside [0, 1]
 * @throws {DatasetInvalidError} when there are fewer than 2 paths or a value is not finite
 * @see Karras et al. 2019; torch-fidelity `metric_ppl.py`
 */
export async function perceptualPathLength({
  generate,
  first,
  second,
  at,
  path = "spherical",
  epsilon = 1e-4,
  distance = meanSquaredDifference,
  trim = 0.01,
  level = 0.95,
}: {
  readonly generate: (latents: Matrix) => Features | Promise<Features>;
  readonly first: Features;
  readonly second: Features;
  readonly at: ArrayLike<number>;
  readonly path?: "linear" | "spherical";
  readonly epsilon?: number;
  readonly distance?: (a: Features, b: Features) => ArrayLike<number> | Promise<ArrayLike<number>>;
  readonly trim?: number;
  readonly level?: number;
}): Promise<PerceptualPathLength> {
  const a = checkFeatures(first, { where: "perceptualPathLength: first", minimumRows: 2 });
  const b = checkFeatures(second, { where: "perceptualPathLength: second", minimumRows: 2 });
  checkSameSize(a, b, "perceptualPathLength");
  const t = Float64Array.from(at);
  if (!(epsilon > 0) || !(trim >= 0 && trim < 0.5)) {
    throw new ConfigInvalidError({
      message: `perceptualPathLength: expected epsilon > 0 and trim in [0, 0.5), received ${epsilon} and ${trim}.`,
    });
  }
  if (t.length !== a.n || !t.every((value) => value >= 0 && value <= 1)) {
    throw new ConfigInvalidError({
      message: `perceptualPathLength: expected ${a.n} values of t in [0, 1], received ${t.length}.`,
    });
  }
  const shape = [a.n, a.d];
  const here = interpolateLatents({ first: a, second: b, at: t, path });
  const ahead = interpolateLatents({ first: a, second: b, at: t.map((value) => value + epsilon), path });
  const start = await generate({ data: here, shape });
  const end = await generate({ data: ahead, shape });
  const distances = Float64Array.from(await distance(start, end), (value) => value / epsilon ** 2);
  checkFinite(distances, "perceptualPathLength: distances");
  if (distances.length !== a.n) {
    throw new DatasetInvalidError({
      message: `perceptualPathLength: expected ${a.n} distances, received ${distances.length}.`,
    });
  }
  return trimmed(distances, trim, level);
}

function trimmed(distances: Float64Array, trim: number, level: number): PerceptualPathLength {
  const n = distances.length;
  const sorted = distances.slice().sort();
  // "lower" and "higher" quantiles, as torch-fidelity means them: at small n nothing is left out.
  const low = sorted[Math.floor(trim * (n - 1))] as number;
  const high = sorted[Math.ceil((1 - trim) * (n - 1))] as number;
  const keep = sorted.filter((value) => value >= low && value <= high);
  const value = keep.reduce((sum, item) => sum + item, 0) / keep.length;
  const drawnIn = sorted.map((item) => Math.min(high, Math.max(low, item)));
  const centre = drawnIn.reduce((sum, item) => sum + item, 0) / n;
  const spread = drawnIn.reduce((sum, item) => sum + (item - centre) ** 2, 0) / (n - 1);
  const half =
    studentQuantile(tailsOf(level)[1], Math.max(1, keep.length - 1)) * (Math.sqrt(spread * n) / keep.length);
  return {
    value,
    n,
    interval: {
      low: Math.min(value, Math.max(0, value - half)),
      high: value + half,
      level,
      method: "t of the trimmed mean, winsorised variance",
      resampled: "samples",
    },
    distances,
    kept: keep.length,
  };
}

function meanSquaredDifference(a: Features, b: Features): Float64Array {
  const x = checkFeatures(a, { where: "perceptualPathLength: output" });
  const y = checkFeatures(b, { where: "perceptualPathLength: output" });
  checkSameSize(x, y, "perceptualPathLength: outputs");
  const out = new Float64Array(x.n);
  for (let i = 0; i < x.n; i++) {
    let sum = 0;
    for (let j = i * x.d; j < (i + 1) * x.d; j++) sum += ((x.data[j] as number) - (y.data[j] as number)) ** 2;
    out[i] = sum / x.d;
  }
  return out;
}
