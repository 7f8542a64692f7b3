/** 0, 1, … rank − 1. */
export function identityAxes(rank: number): number[] {
  return Array.from({ length: rank }, (_, i) => i);
}

/** True when axes are in ONNX's own order. */
export function isIdentity(axes: readonly number[]): boolean {
  return axes.every((axis, i) => axis === i);
}

/** The order that TensorFlow.js wants of maps: batch first, channels last, from ONNX's batch, channels, sides. */
export function channelsLast(rank: number): number[] {
  return [0, ...identityAxes(rank).slice(2), 1];
}

/** A constant with its axes in another order: the result's axis i is the input's axis `axes[i]`. */
export function permuted(
  data: ArrayLike<number>,
  shape: readonly number[],
  axes: readonly number[],
): ArrayLike<number> {
  if (isIdentity(axes)) return data;
  const rank = shape.length;
  const steps = Array<number>(rank).fill(1);
  for (let i = rank - 2; i >= 0; i--) steps[i] = (steps[i + 1] as number) * (shape[i + 1] as number);
  const sides = axes.map((axis) => shape[axis] as number);
  const strides = axes.map((axis) => steps[axis] as number);
  const result = data instanceof Float64Array ? new Float64Array(data.length) : new Float32Array(data.length);
  const index = Array<number>(rank).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from] as number;
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += strides[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (sides[axis] as number)) break;
      from -= (strides[axis] as number) * (sides[axis] as number);
      index[axis] = 0;
    }
  }
  return result;
}
