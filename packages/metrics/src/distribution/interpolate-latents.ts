import { DatasetInvalidError } from "@ganlens/core";
import { type CheckedFeatures, checkSameSize } from "../linear/features.ts";

/**
 * Latents on the way from each row of `first` to the same row of `second`.
 *
 * `"linear"`: (1 − t)·a + t·b, right for uniform latents. `"spherical"`: (sin((1 − t)ω)·a + sin(tω)·b) / sin ω with ω the angle
 * between them, which stays on the shell where Gaussian latents lie.
 *
 * @param at t of each row
 * @returns `[n · d]`
 * @throws {DatasetInvalidError} when spherical latents are zero or point in opposite directions
 */
export function interpolateLatents({
  first,
  second,
  at,
  path,
}: {
  readonly first: CheckedFeatures;
  readonly second: CheckedFeatures;
  readonly at: Float64Array;
  readonly path: "linear" | "spherical";
}): Float64Array {
  checkSameSize(first, second, "interpolateLatents");
  const { n, d } = first;
  const out = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const a = first.data.subarray(i * d, (i + 1) * d);
    const b = second.data.subarray(i * d, (i + 1) * d);
    const t = at[i] as number;
    const [own, other] = path === "linear" ? [1 - t, t] : sphericalWeights(a, b, t, i);
    for (let j = 0; j < d; j++) out[i * d + j] = own * (a[j] as number) + other * (b[j] as number);
  }
  return out;
}

function sphericalWeights(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  t: number,
  row: number,
): readonly [number, number] {
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let j = 0; j < a.length; j++) {
    aa += (a[j] as number) ** 2;
    bb += (b[j] as number) ** 2;
    ab += (a[j] as number) * (b[j] as number);
  }
  const cosine = ab / Math.sqrt(aa * bb);
  if (!(aa > 0 && bb > 0) || cosine <= -1 + 1e-12) {
    throw new DatasetInvalidError({
      message: `interpolateLatents: expected latents with an angle below 180° between them, received none in row ${row}.`,
      hint: "Zero or opposite latents have no shortest arc: draw others.",
    });
  }
  const angle = Math.acos(Math.min(1, cosine));
  // Along one line the arc has no length and both formulas agree.
  if (Math.sin(angle) < 1e-9) return [1 - t, t];
  return [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
}
