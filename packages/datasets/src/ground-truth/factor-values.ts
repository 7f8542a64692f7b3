import { ConfigInvalidError, type NdArray, ShapeError } from "@ganlens/core";
import type { GroundTruthFactor } from "./ground-truth-data.ts";

/** `size` values from `low` to `high`, evenly spaced, both ends included. */
export function evenly(size: number, low: number, high: number): number[] {
  return Array.from({ length: size }, (_, i) => low + ((high - low) * i) / (size - 1));
}

/**
 * Indices, whole or not, as values in the units of the factors, `[n, factors]` in float64.
 *
 * @throws {ShapeError} when there is not one column for each factor
 * @throws {ConfigInvalidError} when an index lies beyond the values, or between two classes
 */
export function factorValues(
  factors: readonly GroundTruthFactor[],
  { data, shape }: NdArray<Int32Array | Float32Array | Float64Array>,
): Float64Array {
  const [count = 0, columns] = shape;
  if (shape.length !== 2 || columns !== factors.length || data.length !== count * factors.length) {
    throw new ShapeError({
      message: `Expected factors of shape [n, ${factors.length}] (${factors.map(({ name }) => name).join(", ")}), received ${data.length} numbers of shape [${shape.join(", ")}].`,
    });
  }
  const values = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const index = data[i] as number;
    const factor = factors[i % factors.length] as GroundTruthFactor;
    if (!isWithin(factor, index)) {
      throw new ConfigInvalidError({
        message: `Expected ${factor.name} of image ${Math.floor(i / factors.length)} to be ${wanted(factor)}, received ${index}.`,
        hint: "Factors are indices into the values of a factor, not the values.",
      });
    }
    values[i] = valueAt(factor, index);
  }
  return values;
}

function isWithin({ kind, size }: GroundTruthFactor, index: number): boolean {
  if (kind === "class") return Number.isInteger(index) && index >= 0 && index < size;
  return index >= 0 && (kind === "cyclic" ? index < size : index <= size - 1);
}

function wanted({ kind, size }: GroundTruthFactor): string {
  if (kind === "class") return `a whole number within 0…${size - 1}`;
  return kind === "cyclic" ? `at least 0 and below ${size}` : `within 0…${size - 1}`;
}

function valueAt({ kind, size, values, period = 0 }: GroundTruthFactor, index: number): number {
  const before = Math.floor(index);
  const share = index - before;
  const value = values[before] as number;
  if (share === 0) return value;
  const after =
    kind === "cyclic" && before === size - 1
      ? (values[0] as number) + period
      : (values[before + 1] as number);
  return value + share * (after - value);
}
