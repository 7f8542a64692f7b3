const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, Lanczos' approximation with g = 7 and nine terms, about 15 digits. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  let sum = lanczos[0] as number;
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] as number) / (shifted + i);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0.
 *
 * The logarithms of large gamma functions nearly cancel (ten digits are gone at a = 10⁶), so that there the terms of
 * Stirling's formula are taken together instead.
 *
 * @see DLMF 5.11.1
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const sum = small + large;
  if (small < 10) {
    return (
      logGamma(small) +
      stirlingRest(large) -
      stirlingRest(sum) +
      small -
      small * Math.log(sum) +
      (large - 0.5) * Math.log1p(-small / sum)
    );
  }
  return (
    0.5 * Math.log(2 * Math.PI) +
    stirlingRest(small) +
    stirlingRest(large) -
    stirlingRest(sum) -
    0.5 * Math.log(large) +
    (small - 0.5) * Math.log(small / sum) +
    large * Math.log1p(-small / sum)
  );
}

/** ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) for x ≥ 10: Stirling's series, exact to rounding there. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  const inner = 1 / 1680 - square * (1 / 1188 - square * (691 / 360_360 - square / 156));
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * inner))) / x;
}

/** ln of the binomial coefficient "n over k", 0 ≤ k ≤ n. */
export function logChoose(n: number, k: number): number {
  return k === 0 || k === n ? 0 : -Math.log(n + 1) - logBeta(k + 1, n - k + 1);
}
