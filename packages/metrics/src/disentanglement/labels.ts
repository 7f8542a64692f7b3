import { DatasetInvalidError, type NdArray, ShapeError, type TypedArray } from "@ganlens/core";
import { checkArray, checkFinite } from "../linear/features.ts";

/** Ground-truth factors, one row per sample, `[n, factors]`; every distinct value of a factor is a class of it. */
export type Factors = NdArray<TypedArray>;

/** One discrete variable: its distinct values in ascending order, and for each sample the place of its value among them. */
export interface Labels {
  readonly values: readonly number[];
  /** `[n]`, −1 where a value is not among `values`. */
  readonly ids: Int32Array;
}

/**
 * A discrete variable, its distinct values counted from 0.
 *
 * @param values the values to number by, when they come from another sample (the training set)
 * @throws {DatasetInvalidError} when a value is not finite
 */
function labelsOf(column: ArrayLike<number>, where: string, values?: readonly number[]): Labels {
  checkFinite(column, where);
  const distinct = values ?? [...new Set(Array.from(column))].sort((a, b) => a - b);
  const place = new Map(distinct.map((value, i) => [value, i]));
  return { values: distinct, ids: Int32Array.from(column, (value) => place.get(value) ?? -1) };
}

/**
 * Each factor as {@link Labels}.
 *
 * @param n rows that the codes have
 * @param known the same factors of the training set, to number test values alike
 * @throws {ShapeError} when the factors are not `[n, factors]`, or are not as many as the known ones
 * @throws {DatasetInvalidError} when there is no factor, or a value is not finite
 */
export function checkFactors(
  factors: Factors,
  { where, n, known }: { readonly where: string; readonly n: number; readonly known?: readonly Labels[] },
): readonly Labels[] {
  checkArray(factors, `${where}: factors`);
  const { data, shape } = factors;
  const [rows, count] = shape;
  if (shape.length !== 2 || rows !== n || count === undefined || data.length !== n * count) {
    throw new ShapeError({
      message: `${where}: expected factors of shape [${n}, factors], one row per row of the codes, received [${shape.join(", ")}].`,
    });
  }
  if (count < 1 || (known !== undefined && known.length !== count)) {
    throw new DatasetInvalidError({
      message: `${where}: expected ${known?.length ?? "at least 1"} factors, received ${count}.`,
    });
  }
  return Array.from({ length: count }, (_, k) => {
    const column = Float64Array.from({ length: n }, (_unused, i) => data[i * count + k] as number);
    return labelsOf(column, `${where}: factor ${k}`, known?.[k]?.values);
  });
}

/**
 * Refuses a factor that takes one value only: no score can be read from it.
 *
 * @throws {DatasetInvalidError} naming the factor
 */
export function checkVarying(factors: readonly Labels[], where: string): void {
  factors.forEach(({ values }, k) => {
    if (values.length < 2) {
      throw new DatasetInvalidError({
        message: `${where}: expected factors of at least 2 values, received one value in factor ${k}.`,
        hint: "Leave out factors that do not vary.",
      });
    }
  });
}
