/** Sum of a list. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Mean of a list. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** log Σ exp of a list. */
export const logSum = (values: readonly number[]): number => {
  const largest = Math.max(...values);
  return largest + Math.log(sum(values.map((value) => Math.exp(value - largest))));
};

/** log(1 + e^x). */
export const softplus = (x: number): number => Math.log1p(Math.exp(x));
