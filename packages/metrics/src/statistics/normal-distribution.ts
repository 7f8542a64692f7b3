import { ConfigInvalidError } from "@ganlens/core";

/**
 * log erfc(x), to about 1e-14 relative where erfc itself underflows too.
 *
 * Kummer's series of erf for |x| < 2, a continued fraction (modified Lentz) beyond.
 *
 * @see DLMF 7.6.2 and 7.9.2
 */
export function logErfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0) return Math.log(2 - Math.exp(logErfc(-x)));
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200 && term > 1e-18 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return Math.log1p((-2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum);
  }
  // erfc(x) = exp(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from far inside outwards.
  let tail = x;
  for (let n = 200; n > 0; n--) tail = x + n / 2 / tail;
  return -x * x - Math.log(tail) - 0.5 * Math.log(Math.PI);
}

/** P(Z ≤ z) of the standard normal distribution, to full relative precision in both tails. */
export function normalCumulative(z: number): number {
  return 0.5 * Math.exp(logErfc(-z / Math.SQRT2));
}

/**
 * The z with P(Z ≤ z) = probability, by bisection.
 *
 * @param probability in (0, 1)
 * @throws {ConfigInvalidError} when it is out of range
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new ConfigInvalidError({
      message: `normalQuantile: expected a probability in (0, 1), received ${probability}.`,
    });
  }
  let low = -40;
  let high = 40;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (normalCumulative(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
