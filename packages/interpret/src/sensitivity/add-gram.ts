/** Values of each row that are multiplied before the next ones are read: the rows of a block stay in the processor's cache. */
const blockWidth = 256;

/**
 * Adds A Aᵀ to a sum, A given by its rows.
 *
 * Four products run at once over each block of columns; both halves of the symmetric sum are written.
 *
 * @param sum [d, d], row by row
 * @param rows A, [d, width], row by row
 */
export function addGram(sum: Float64Array, rows: Float64Array, width: number): void {
  const d = Math.sqrt(sum.length);
  for (let start = 0; start < width; start += blockWidth) {
    const end = Math.min(width, start + blockWidth);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j += 4) addFour(sum, rows, { d, width, start, end, i, j });
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) sum[j * d + i] = sum[i * d + j] as number;
  }
}

interface Block {
  readonly d: number;
  readonly width: number;
  readonly start: number;
  readonly end: number;
  readonly i: number;
  readonly j: number;
}

/** Adds the products of row i with rows j … j + 3 over a block of columns, as far as they lie on or below the diagonal. */
function addFour(sum: Float64Array, rows: Float64Array, { d, width, start, end, i, j }: Block): void {
  const [one, two, three] = [Math.min(i, j + 1), Math.min(i, j + 2), Math.min(i, j + 3)];
  let [a, b, c, e] = [0, 0, 0, 0];
  const [ri, r0, r1, r2, r3] = [i * width, j * width, one * width, two * width, three * width];
  for (let k = start; k < end; k++) {
    const value = rows[ri + k] as number;
    a += value * (rows[r0 + k] as number);
    b += value * (rows[r1 + k] as number);
    c += value * (rows[r2 + k] as number);
    e += value * (rows[r3 + k] as number);
  }
  const row = i * d;
  sum[row + j] = (sum[row + j] as number) + a;
  if (j + 1 <= i) sum[row + j + 1] = (sum[row + j + 1] as number) + b;
  if (j + 2 <= i) sum[row + j + 2] = (sum[row + j + 2] as number) + c;
  if (j + 3 <= i) sum[row + j + 3] = (sum[row + j + 3] as number) + e;
}
