import { at, type ReferenceArray, referenceArray } from "./reference-array.ts";
import { windowGeometry } from "./window-geometry.ts";

/** The options of a pooling. */
export interface PoolingOptions {
  readonly size: number;
  readonly stride: number;
  readonly pad: "same" | "valid" | number;
}

function pool(
  x: ReferenceArray,
  { size, stride, pad }: PoolingOptions,
  reduce: (values: readonly number[]) => number,
): ReferenceArray {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const rows = windowGeometry(height, size, stride, pad);
  const columns = windowGeometry(width, size, stride, pad);
  return referenceArray([batch, rows.count, columns.count, channels], (index) => {
    const [n, p, q, c] = index as [number, number, number, number];
    const values: number[] = [];
    for (let i = 0; i < size; i++) {
      const row = rows.first + p * stride + i;
      for (let j = 0; j < size; j++) {
        const column = columns.first + q * stride + j;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          values.push(at(x, [n, row, column, c]));
        }
      }
    }
    return reduce(values);
  });
}

/** tf.avgPool: padding is not counted. */
export function referenceAvgPool(x: ReferenceArray, options: PoolingOptions): ReferenceArray {
  return pool(x, options, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** tf.maxPool. */
export function referenceMaxPool(x: ReferenceArray, options: PoolingOptions): ReferenceArray {
  return pool(x, options, (values) => Math.max(...values));
}
