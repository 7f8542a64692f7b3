import type { CheckedFeatures } from "../linear/features.ts";

/** A binary tree whose node i has the children 2i + 1 and 2i + 2. */
export interface RegressionTree {
  /** Input that splits the node, −1 at a leaf. */
  readonly features: Int32Array;
  /** Rows with a value of at most this go left. */
  readonly thresholds: Float64Array;
  /** Value of each leaf; the caller fills it in. */
  readonly values: Float64Array;
}

/** Values nearer than this are taken as equal, as scikit-learn does. */
const leastGap = 1e-7;
/** Gains that differ by less than rounding are a tie. */
const tie = 1e-9;

/**
 * A regression tree by least squares, grown level by level over inputs sorted beforehand.
 *
 * @param orders for each input the rows in ascending order
 * @param targets `[n]`
 * @param gains `[d]`, to which nₗ·nᵣ/n · (meanₗ − meanᵣ)² of every split is added, shared among tied inputs
 */
export function growTree({
  inputs,
  orders,
  targets,
  depth,
  gains,
}: {
  readonly inputs: CheckedFeatures;
  readonly orders: readonly Int32Array[];
  readonly targets: Float64Array;
  readonly depth: number;
  readonly gains: Float64Array;
}): { readonly tree: RegressionTree; readonly leafOf: Int32Array } {
  const { data, n, d } = inputs;
  const size = 2 ** (depth + 1) - 1;
  const tree: RegressionTree = {
    features: new Int32Array(size).fill(-1),
    thresholds: new Float64Array(size),
    values: new Float64Array(size),
  };
  const leafOf = new Int32Array(n);
  const left = new Float64Array(size);
  const leftSum = new Float64Array(size);
  const last = new Float64Array(size);
  const best = new Float64Array(size);
  const gainOf = new Float64Array(size * d);
  const thresholdOf = new Float64Array(size * d);
  for (let level = 0; level < depth; level++) {
    const first = 2 ** level - 1;
    const end = 2 * first + 1;
    const { counts, sums, open } = nodeTotals(targets, leafOf, { first, end });
    if (!open.includes(1)) break;
    best.fill(0);
    for (let j = 0; j < d; j++) {
      left.fill(0, first, end);
      leftSum.fill(0, first, end);
      for (let node = first; node < end; node++) gainOf[node * d + j] = 0;
      const order = orders[j] as Int32Array;
      for (let s = 0; s < n; s++) {
        const i = order[s] as number;
        const node = leafOf[i] as number;
        if (node < first || open[node - first] === 0) continue;
        const value = data[i * d + j] as number;
        const before = left[node] as number;
        if (before > 0 && value > (last[node] as number) + leastGap) {
          const after = (counts[node - first] as number) - before;
          const sum = leftSum[node] as number;
          const gap = sum / before - ((sums[node - first] as number) - sum) / after;
          const gain = ((before * after) / (before + after)) * gap * gap;
          if (gain > (gainOf[node * d + j] as number)) {
            gainOf[node * d + j] = gain;
            const middle = (last[node] as number) / 2 + value / 2;
            thresholdOf[node * d + j] = middle === value ? (last[node] as number) : middle;
          }
        }
        left[node]! = before + 1;
        leftSum[node]! += targets[i] as number;
        last[node] = value;
      }
      for (let node = first; node < end; node++) {
        best[node] = Math.max(best[node] as number, gainOf[node * d + j] as number);
      }
    }
    for (let node = first; node < end; node++) {
      if (open[node - first] === 0 || best[node] === 0) continue;
      const tied: number[] = [];
      for (let j = 0; j < d; j++) {
        if ((gainOf[node * d + j] as number) >= (best[node] as number) * (1 - tie)) tied.push(j);
      }
      for (const j of tied) gains[j]! += (best[node] as number) / tied.length;
      const chosen = tied[0] as number;
      tree.features[node] = chosen;
      tree.thresholds[node] = thresholdOf[node * d + chosen] as number;
    }
    for (let i = 0; i < n; i++) {
      const node = leafOf[i] as number;
      const feature = tree.features[node] as number;
      if (node < first || feature < 0) continue;
      const goesLeft = (data[i * d + feature] as number) <= (tree.thresholds[node] as number);
      leafOf[i] = 2 * node + (goesLeft ? 1 : 2);
    }
  }
  return { tree, leafOf };
}

/** The value of the leaf that a row falls into. */
export function treeValue(
  { features, thresholds, values }: RegressionTree,
  rows: CheckedFeatures,
  i: number,
): number {
  let node = 0;
  for (;;) {
    const feature = features[node] as number;
    if (feature < 0) return values[node] as number;
    const goesLeft = (rows.data[i * rows.d + feature] as number) <= (thresholds[node] as number);
    node = 2 * node + (goesLeft ? 1 : 2);
  }
}

/** Counts and sums of the nodes of one level; a node is open when its targets vary beyond rounding. */
function nodeTotals(
  targets: Float64Array,
  leafOf: Int32Array,
  { first, end }: { readonly first: number; readonly end: number },
): { readonly counts: Float64Array; readonly sums: Float64Array; readonly open: Uint8Array } {
  const counts = new Float64Array(end - first);
  const sums = new Float64Array(end - first);
  const squares = new Float64Array(end - first);
  for (let i = 0; i < targets.length; i++) {
    const node = (leafOf[i] as number) - first;
    if (node < 0) continue;
    const target = targets[i] as number;
    counts[node]! += 1;
    sums[node]! += target;
    squares[node]! += target * target;
  }
  const open = new Uint8Array(end - first);
  for (let node = 0; node < open.length; node++) {
    const count = counts[node] as number;
    if (count < 2) continue;
    const mean = (sums[node] as number) / count;
    open[node] = (squares[node] as number) / count - mean * mean > Number.EPSILON ? 1 : 0;
  }
  return { counts, sums, open };
}
