import { DatasetInvalidError } from "@ganlens/core";

/**
 * Holm's step-down adjustment: rejecting what is ≤ α holds the chance of any false rejection at α, under any dependence.
 *
 * p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎), p ascending.
 *
 * @param pValues `[m]`, in [0, 1]
 * @returns `[m]`, adjusted, in the order given
 * @throws {DatasetInvalidError} when a value is outside [0, 1]
 * @see Holm 1979
 */
export function holmAdjusted(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues, "holmAdjusted");
  const out = new Float64Array(pValues.length);
  let largest = 0;
  order.forEach((at, i) => {
    largest = Math.max(largest, Math.min(1, (order.length - i) * (pValues[at] as number)));
    out[at] = largest;
  });
  return out;
}

/**
 * Benjamini and Hochberg's step-up adjustment: rejecting what is ≤ q holds the expected share of false rejections at q, for
 * independent or positively dependent tests.
 *
 * p̃₍ᵢ₎ = min over j ≥ i of min(1, m·p₍ⱼ₎/j), p ascending.
 *
 * @param pValues `[m]`, in [0, 1]
 * @returns `[m]`, adjusted, in the order given
 * @throws {DatasetInvalidError} when a value is outside [0, 1]
 * @see Benjamini and Hochberg 1995
 */
export function benjaminiHochbergAdjusted(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues, "benjaminiHochbergAdjusted");
  const out = new Float64Array(pValues.length);
  let least = 1;
  for (let i = order.length - 1; i >= 0; i--) {
    const at = order[i] as number;
    least = Math.min(least, (order.length * (pValues[at] as number)) / (i + 1));
    out[at] = least;
  }
  return out;
}

function ascending(pValues: ArrayLike<number>, where: string): Int32Array {
  for (let i = 0; i < pValues.length; i++) {
    const p = pValues[i] as number;
    if (!(p >= 0 && p <= 1)) {
      throw new DatasetInvalidError({
        message: `${where}: expected p-values in [0, 1], received ${p} at ${i}.`,
      });
    }
  }
  return Int32Array.from({ length: pValues.length }, (_, i) => i).sort(
    (a, b) => (pValues[a] as number) - (pValues[b] as number),
  );
}
