import { type NdArray, sizeOf } from "@ganlens/core";
import { columnMeans, type Matrix, multiplyTransposed } from "@ganlens/metrics";
import { centredRows, leadingDirections } from "../../features/leading-directions.ts";

/** Directions that are looked for beyond those that are used, as the method's authors advise. */
const beyond = 8;

/**
 * What principal components of some images leave over of others: |x − m|² − |V(x − m)|² of each, with the leading directions V by a
 * power iteration.
 *
 * @param learned `[n, height, width, channels]`, n ≥ 2, not all the same
 * @param count of components, at most n − 1 and the number of pixels
 * @see Halko, Martinsson, Tropp 2011
 */
export function componentErrors(learned: NdArray, count: number): (images: NdArray) => Float64Array {
  const mean = columnMeans(learned);
  const found = leadingDirections(centredRows(learned), count + beyond);
  const d = mean.length;
  const kept = Math.min(count, found.shape[0] as number);
  // The mean as one more row: a single product gives V·x and m·x of all images.
  const axes: Matrix = { data: new Float64Array((kept + 1) * d), shape: [kept + 1, d] };
  axes.data.set(found.data.subarray(0, kept * d));
  axes.data.set(mean, kept * d);
  const ofMean = multiplyTransposed({ data: mean, shape: [1, d] }, axes).data;
  return ({ data, shape: [n = 0, ...rest] }) => {
    if (sizeOf(rest) !== d) throw new TypeError(`Expected images of ${d} values, received ${sizeOf(rest)}.`);
    const along = multiplyTransposed({ data: Float64Array.from(data), shape: [n, d] }, axes).data;
    const errors = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let error = (ofMean[kept] as number) - 2 * (along[i * (kept + 1) + kept] as number);
      for (let j = i * d; j < (i + 1) * d; j++) error += (data[j] as number) ** 2;
      for (let k = 0; k < kept; k++) {
        error -= ((along[i * (kept + 1) + k] as number) - (ofMean[k] as number)) ** 2;
      }
      errors[i] = Math.max(0, error);
    }
    return errors;
  };
}
