import type { ReferenceArray } from "./reference-array.ts";

/** A scalar function of arrays. */
export type ScalarFunction = (inputs: readonly ReferenceArray[]) => number;

/**
 * The gradient of a scalar function by central differences in float64, with respect to every input.
 *
 * The error is of order step² and 10⁻¹⁶/step; no kink may lie within `step` of the inputs.
 */
export function finiteDifferences(
  f: ScalarFunction,
  inputs: readonly ReferenceArray[],
  step = 1e-5,
): Float64Array[] {
  return inputs.map((input, position) => {
    const data = input.data.slice();
    const moved = inputs.map((other, i) => (i === position ? { shape: input.shape, data } : other));
    return data.map((value, i) => {
      data[i] = value + step;
      const above = f(moved);
      data[i] = value - step;
      const below = f(moved);
      data[i] = value;
      return (above - below) / (2 * step);
    });
  });
}

/**
 * The gradient of the directional derivative v · ∇f by second central differences in float64.
 *
 * @param directions v, one array per input
 */
export function secondDifferences(
  f: ScalarFunction,
  inputs: readonly ReferenceArray[],
  directions: readonly ReferenceArray[],
  step = 1e-4,
): Float64Array[] {
  const directional: ScalarFunction = (at) => {
    const shifted = (sign: number) =>
      at.map((input, i) => ({
        shape: input.shape,
        data: input.data.map((value, j) => value + sign * step * (directions[i]?.data[j] as number)),
      }));
    return (f(shifted(1)) - f(shifted(-1))) / (2 * step);
  };
  return finiteDifferences(directional, inputs, step);
}
