/**
 * The Wasserstein distance between two samples on a line, to the power of its order: ∫₀¹ |F⁻¹(t) − G⁻¹(t)|ᵖ dt.
 *
 * @param a ascending, at least one value
 * @param b ascending, at least one value, not necessarily as many
 */
export function wassersteinSorted(a: Float64Array, b: Float64Array, order: 1 | 2): number {
  const n = a.length;
  const m = b.length;
  let sum = 0;
  if (n === m) {
    for (let i = 0; i < n; i++) {
      const gap = (a[i] as number) - (b[i] as number);
      sum += order === 2 ? gap * gap : Math.abs(gap);
    }
    return sum / n;
  }
  // Both quantile functions are steps: their edges i/n and j/m are compared as i·m and j·n, without rounding.
  let i = 0;
  let j = 0;
  let at = 0;
  while (i < n && j < m) {
    const next = Math.min((i + 1) * m, (j + 1) * n);
    const gap = (a[i] as number) - (b[j] as number);
    sum += (next - at) * (order === 2 ? gap * gap : Math.abs(gap));
    at = next;
    if (at === (i + 1) * m) i++;
    if (at === (j + 1) * n) j++;
  }
  return sum / (n * m);
}
