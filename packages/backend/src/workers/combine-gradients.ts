import { ShapeError } from "@ganlens/core";

/** What one worker found on its part of a batch, as means over its samples. */
export interface PartialGradients {
  readonly samples: number;
  readonly losses: readonly number[];
  /** By the parameters' names. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/**
 * The means over the whole batch from the means over its parts: Σᵢ nᵢ gᵢ / Σᵢ nᵢ, added in the order of the parts, so that a
 * fixed split gives the same bits again.
 *
 * It equals the gradient of the whole batch for losses that are means over samples; batch normalisation takes each part's
 * own statistics.
 *
 * @throws {ShapeError} when the parts do not have the same parameters of the same sizes
 */
export function combineGradients(parts: readonly PartialGradients[]): PartialGradients {
  const [first] = parts;
  if (first === undefined) throw new ShapeError({ message: "Expected gradients of at least one part." });
  const samples = parts.reduce((sum, part) => sum + part.samples, 0);
  const names = Object.keys(first.gradients);
  const shares = parts.map((part) => part.samples / samples);
  const gradients = Object.fromEntries(
    names.map((name) => {
      const size = first.gradients[name]?.length ?? 0;
      const given = parts.map((part, i) => {
        const gradient = part.gradients[name];
        if (gradient?.length !== size || Object.keys(part.gradients).length !== names.length) {
          throw new ShapeError({
            message: `Expected ${size} values for ${name} in part ${i} as in the first, received ${gradient?.length ?? "none"}.`,
          });
        }
        return gradient;
      });
      return [name, weightedSum(given, shares)];
    }),
  );
  const losses = first.losses.map((_, i) =>
    parts.reduce((sum, part) => sum + (part.samples / samples) * (part.losses[i] ?? Number.NaN), 0),
  );
  return { samples, losses, gradients };
}

/** Added in float64, in the order of the arrays, and rounded once. */
function weightedSum(arrays: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const result = new Float32Array(arrays[0]?.length ?? 0);
  for (let j = 0; j < result.length; j++) {
    let sum = 0;
    for (let i = 0; i < arrays.length; i++) {
      sum += (weights[i] as number) * ((arrays[i] as Float32Array)[j] as number);
    }
    result[j] = sum;
  }
  return result;
}
