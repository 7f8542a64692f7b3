/** One code with the class of each sample. */
interface SingleCode {
  readonly x: Float64Array;
  readonly ids: Int32Array;
}

const strength = 0.01;

/**
 * Test accuracy of linear one-against-rest classifiers on one code.
 *
 * Each is the least of ½(w² + b²) + Σ cᵢ·max(0, 1 − yᵢ(w·xᵢ + b))², intercept penalised, cᵢ = C for the rest and
 * C·n/(K·n_class) for the class itself (for two classes both are weighted so): liblinear's with balanced weights.
 *
 * @returns in [0, 1]
 * @see Fan et al. 2008
 */
export function accuracyOfThresholds({
  train,
  test,
  classes,
}: {
  readonly train: SingleCode;
  readonly test: SingleCode;
  readonly classes: number;
}): number {
  const n = train.x.length;
  const counts = new Float64Array(classes);
  for (const id of train.ids) counts[id]! += 1;
  const weights = counts.map((count) => (strength * n) / (classes * count));
  const lines =
    classes === 2
      ? [fitLine(train, 1, weights[1] as number, weights[0] as number)]
      : Array.from(weights, (weight, k) => fitLine(train, k, weight, strength));
  let hits = 0;
  test.x.forEach((x, i) => {
    const values = lines.map(([slope, intercept]) => slope * x + intercept);
    const predicted = classes === 2 ? Number((values[0] as number) > 0) : values.indexOf(Math.max(...values));
    if (predicted === test.ids[i]) hits++;
  });
  return hits / test.x.length;
}

/** Newton's method on two unknowns, halving steps that do not descend: the loss is convex and piecewise quadratic. */
function fitLine(
  { x, ids }: SingleCode,
  positive: number,
  own: number,
  rest: number,
): readonly [number, number] {
  let w = 0;
  let b = 0;
  const loss = (slope: number, intercept: number): number => {
    let sum = (slope * slope + intercept * intercept) / 2;
    for (let i = 0; i < x.length; i++) {
      const inside = ids[i] === positive;
      const value = slope * (x[i] as number) + intercept;
      const gap = 1 - (inside ? value : -value);
      if (gap > 0) sum += (inside ? own : rest) * gap * gap;
    }
    return sum;
  };
  let current = loss(w, b);
  for (let step = 0; step < 100; step++) {
    let gw = w;
    let gb = b;
    let ww = 1;
    let wb = 0;
    let bb = 1;
    for (let i = 0; i < x.length; i++) {
      const inside = ids[i] === positive;
      const sign = inside ? 1 : -1;
      const at = x[i] as number;
      const gap = 1 - sign * (w * at + b);
      if (gap <= 0) continue;
      const curvature = 2 * (inside ? own : rest);
      gw -= curvature * gap * sign * at;
      gb -= curvature * gap * sign;
      ww += curvature * at * at;
      wb += curvature * at;
      bb += curvature;
    }
    const determinant = ww * bb - wb * wb;
    const dw = (bb * gw - wb * gb) / determinant;
    const db = (ww * gb - wb * gw) / determinant;
    let scale = 1;
    let next = loss(w - dw, b - db);
    while (next > current && scale > 1e-6) {
      scale /= 2;
      next = loss(w - scale * dw, b - scale * db);
    }
    if (!(next < current)) break;
    w -= scale * dw;
    b -= scale * db;
    const gained = current - next;
    current = next;
    if (gained <= 1e-12 * current) break;
  }
  return [w, b];
}
