/** A penalised logistic loss, ready to be minimised. */
export interface LogisticLoss {
  /** How many parameters: columns · width, column by column, the intercept last in each. */
  readonly size: number;
  readonly evaluate: (theta: Float64Array) => {
    readonly value: number;
    readonly gradient: Float64Array;
    /** The Hessian's diagonal, > 0. */
    readonly diagonal: Float64Array;
    /** The Hessian times a vector. */
    readonly curve: (vector: Float64Array) => Float64Array;
  };
}

/**
 * strength·Σ −log p(label | x) + |W|²/2, one column of parameters for two classes and one per class for more.
 *
 * @param x `[n · width]`, the last of each row 1 (its parameter bears no penalty)
 */
export function logisticLoss({
  x,
  width,
  labels,
  columns,
  strength,
}: {
  readonly x: Float64Array;
  readonly width: number;
  readonly labels: ArrayLike<number>;
  readonly columns: number;
  readonly strength: number;
}): LogisticLoss {
  const n = x.length / width;
  const size = columns * width;

  /** For each row and column x·v, given to `map` row by row in place, then summed back as Σᵢ valueᵢₖ·xᵢ. */
  const throughRows = (
    vector: Float64Array,
    map: (row: Float64Array, i: number) => void,
    squares?: { readonly out: Float64Array; readonly weigh: (i: number, k: number) => number },
  ): Float64Array => {
    const out = new Float64Array(size);
    const row = new Float64Array(columns);
    for (let i = 0; i < n; i++) {
      const at = i * width;
      for (let k = 0; k < columns; k++) {
        let sum = 0;
        for (let j = 0; j < width; j++) sum += (x[at + j] as number) * (vector[k * width + j] as number);
        row[k] = sum;
      }
      map(row, i);
      for (let k = 0; k < columns; k++) {
        const factor = strength * (row[k] as number);
        for (let j = 0; j < width; j++) out[k * width + j]! += factor * (x[at + j] as number);
        if (!squares) continue;
        const weight = strength * squares.weigh(i, k);
        for (let j = 0; j < width; j++) squares.out[k * width + j]! += weight * (x[at + j] as number) ** 2;
      }
    }
    return out;
  };

  const addPenalty = (out: Float64Array, vector?: Float64Array): void => {
    for (let p = 0; p < size; p++) if ((p + 1) % width !== 0) out[p]! += vector ? (vector[p] as number) : 1;
  };

  const evaluate: LogisticLoss["evaluate"] = (theta) => {
    const probabilities = new Float64Array(n * columns);
    const diagonal = new Float64Array(size);
    let value = 0;
    const gradient = throughRows(
      theta,
      (row, i) => {
        const label = labels[i] as number;
        value += strength * (columns === 1 ? binary(row, label) : multinomial(row, label));
        probabilities.set(row, i * columns);
        if (columns === 1) row[0]! -= label;
        else row[label]! -= 1;
      },
      {
        out: diagonal,
        weigh: (i, k) => {
          const p = probabilities[i * columns + k] as number;
          return p * (1 - p);
        },
      },
    );
    addPenalty(gradient, theta);
    addPenalty(diagonal);
    for (let p = 0; p < size; p++) {
      if ((p + 1) % width !== 0) value += (theta[p] as number) ** 2 / 2;
      // Where every probability has saturated nothing bends: any positive scale will do.
      if (!((diagonal[p] as number) > 0)) diagonal[p] = 1;
    }
    const curve = (vector: Float64Array): Float64Array => {
      const out = throughRows(vector, (row, i) => {
        const p = probabilities.subarray(i * columns, (i + 1) * columns);
        let mean = 0;
        for (let k = 0; k < columns; k++) mean += (p[k] as number) * (row[k] as number);
        for (let k = 0; k < columns; k++) row[k] = (p[k] as number) * ((row[k] as number) - mean);
      });
      addPenalty(out, vector);
      return out;
    };
    return { value, gradient, diagonal, curve };
  };
  return { size, evaluate };
}

/** −log p(label), and the score replaced by p(1). */
function binary(row: Float64Array, label: number): number {
  const score = row[0] as number;
  const signed = label === 1 ? score : -score;
  row[0] = 1 / (1 + Math.exp(-score));
  return signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
}

/** −log p(label), and the scores replaced by probabilities. */
function multinomial(row: Float64Array, label: number): number {
  let largest = row[0] as number;
  for (let k = 1; k < row.length; k++) largest = Math.max(largest, row[k] as number);
  const own = (row[label] as number) - largest;
  let sum = 0;
  for (let k = 0; k < row.length; k++) {
    row[k] = Math.exp((row[k] as number) - largest);
    sum += row[k] as number;
  }
  for (let k = 0; k < row.length; k++) row[k]! /= sum;
  return Math.log(sum) - own;
}
