import { finish, type Latents, type NdArray } from "@ganlens/core";
import { type JacobianGrams, type JacobianGramsOptions, jacobianGrams } from "./jacobian-grams.ts";

type Generating = Parameters<typeof jacobianGrams>[0];

/**
 * E[JᵀJ] of a generator with respect to its noise, [d, d]: {@link jacobianGrams} without its progress.
 *
 * With `groups` the same of each group of points, and how many were used.
 *
 * @throws {ShapeError} when there is no point, or no group
 * @throws {RunUnsupportedError} when images are not finite beside any of the points
 * @throws {CancelledError} when the signal aborts
 */
export async function meanJacobianGram(
  subject: Generating,
  latents: Latents,
  options: JacobianGramsOptions & { readonly groups: number },
): Promise<JacobianGrams>;
export async function meanJacobianGram(
  subject: Generating,
  latents: Latents,
  options?: Omit<JacobianGramsOptions, "groups">,
): Promise<NdArray<Float64Array>>;
export async function meanJacobianGram(
  subject: Generating,
  latents: Latents,
  options: JacobianGramsOptions = {},
): Promise<JacobianGrams | NdArray<Float64Array>> {
  const grams = await finish(jacobianGrams(subject, latents, options));
  return options.groups === undefined ? grams.gram : grams;
}
