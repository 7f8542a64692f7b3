import type { Random } from "@ganlens/core";

/**
 * An order of rows whose every beginning holds the classes in about their shares: nested subsets are its beginnings.
 *
 * Within a class the order is drawn at random; the k-th of n rows of a class stands at (k + u)/n, u uniform in [0, 1).
 *
 * @returns `[n]`, a permutation
 */
export function stratifiedOrder(labels: ArrayLike<number>, random: Random): Int32Array {
  const count = labels.length;
  const sizes = new Map<number, number>();
  for (let i = 0; i < count; i++) sizes.set(labels[i] as number, (sizes.get(labels[i] as number) ?? 0) + 1);
  const seen = new Map<number, number>();
  const within = random.split("places").uniform(count);
  const places = new Float64Array(count);
  for (const row of random.split("rows").permutation(count)) {
    const label = labels[row] as number;
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    places[row] = (rank + (within[row] as number)) / (sizes.get(label) as number);
  }
  return Int32Array.from({ length: count }, (_, row) => row).sort(
    (a, b) => (places[a] as number) - (places[b] as number) || a - b,
  );
}
