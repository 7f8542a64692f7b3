import { logBeta } from "./log-gamma.ts";

/**
 * Student's distribution with ν degrees of freedom in the angle s = asinh(t / √ν), where its density is cosh(s)^−ν / B(ν/2, ½):
 * one positive, log-concave integrand for all ν, so that no digits cancel at either end.
 */

/** P(T > √ν·sinh s) in logarithms, s ≥ 0: ln ∫ₛ^∞ cosh(u)^−ν du − ln B(ν/2, ½), to about 14 digits. */
export function logStudentTail(s: number, degreesOfFreedom: number): number {
  const slope = Math.tanh(s);
  // Where the integrand has fallen to about 1 / e, from its first two derivatives; far out it falls as e^−νu.
  const steepness = degreesOfFreedom * slope;
  const bend = 2 * degreesOfFreedom * (1 - slope * slope);
  const width = Math.max(2 / (steepness + Math.sqrt(steepness * steepness + bend)), 1 / degreesOfFreedom);
  // ∫₀^∞ (cosh u + tanh s · sinh u)^−ν du by the trapezoidal rule in x, u = width · exp(x − exp(−x)).
  const step = 1 / 8;
  let sum = 0;
  for (let k = -32; k <= 40; k++) {
    const x = k * step;
    const fall = Math.exp(-x);
    const u = width * Math.exp(x - fall);
    const half = Math.sinh(u / 2);
    const growth =
      u > 100 ? u + Math.log((1 + slope) / 2) : Math.log1p(2 * half * half + slope * Math.sinh(u));
    sum += u * (1 + fall) * Math.exp(-degreesOfFreedom * growth);
  }
  return Math.log(step * sum) + logStudentDensity(s, degreesOfFreedom);
}

/** ln of the density in s. */
export function logStudentDensity(s: number, degreesOfFreedom: number): number {
  return -degreesOfFreedom * logCosh(s) - logBeta(degreesOfFreedom / 2, 0.5);
}

/**
 * P(0 < T ≤ √ν·sinh s), s ≥ 0: a series of positive terms that is short where t is not far above 1.
 *
 * @see DLMF 8.17.8
 */
export function studentBody(s: number, degreesOfFreedom: number): number {
  const slope = Math.tanh(s);
  const ratio = slope * slope;
  const start = (1 + degreesOfFreedom) / 2;
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 100_000 && term > 1e-17 * sum; n++) {
    term *= (ratio * (start + n)) / (1.5 + n);
    sum += term;
  }
  return slope * sum * Math.exp(logStudentDensity(s, degreesOfFreedom));
}

/** ln cosh s, s ≥ 0, to full relative precision. */
function logCosh(s: number): number {
  if (s > 1) return s + Math.log1p(Math.exp(-2 * s)) - Math.LN2;
  const half = Math.sinh(s / 2);
  return Math.log1p(2 * half * half);
}
