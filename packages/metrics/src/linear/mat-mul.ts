import { addProductTransposed } from "./multiply.ts";

/**
 * A product that a caller may replace by a faster one: `out[i, j] = Σₖ a[i, k] · b[j, k]`, all row-major.
 *
 * One that computes in float32 says so in `unitRoundoff` (2⁻²⁴): nearest neighbours stay exact, since only what the
 * product leaves open is computed again.
 */
export interface MatMul {
  (product: {
    /** `[rows, depth]` */
    readonly a: Float64Array;
    /** `[columns, depth]` */
    readonly b: Float64Array;
    readonly rows: number;
    readonly columns: number;
    readonly depth: number;
    /** `[rows, columns]`, to be overwritten. */
    readonly out: Float64Array;
  }): void;
  /** Largest relative error of one operation, by default 2⁻⁵³. */
  readonly unitRoundoff?: number;
}

/** The product that is used where none is given. */
export const plainMatMul: MatMul = (product) => {
  product.out.fill(0, 0, product.rows * product.columns);
  addProductTransposed(product);
};
