/** How the position of an output entry is found in the input (ONNX's `coordinate_transformation_mode`, as one word). */
export type Coordinates = "halfpixel" | "pytorch" | "corners" | "asymmetric" | "symmetric" | "tfhalfpixel";

/** How values between two entries are found. */
export type Interpolation = "nearest" | "linear" | "cubic";

/** How a position between two entries is rounded for `nearest`. */
export type Rounding = "preferfloor" | "preferceil" | "floor" | "ceil";

/** One resized axis. */
export interface AxisResize {
  readonly from: number;
  readonly to: number;
  /** Output entries per input entry, as the file says; it need not be to / from. */
  readonly scale: number;
  readonly coordinates: Coordinates;
  readonly interpolation: Interpolation;
  readonly rounding: Rounding;
  /** The cubic's parameter; PyTorch's is −0.75. */
  readonly cubic: number;
}

function position({ from, to, scale, coordinates }: AxisResize, i: number): number {
  if (coordinates === "asymmetric") return i / scale;
  if (coordinates === "corners") return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
  if (coordinates === "pytorch" && to === 1) return 0;
  if (coordinates === "tfhalfpixel") return (i + 0.5) / scale;
  if (coordinates === "symmetric") {
    const adjustment = to / (scale * from);
    const offset = (from / 2) * (1 - adjustment);
    return offset + (i + 0.5) / scale - 0.5;
  }
  return (i + 0.5) / scale - 0.5;
}

function rounded(x: number, rounding: Rounding): number {
  if (rounding === "floor") return Math.floor(x);
  if (rounding === "ceil") return Math.ceil(x);
  return rounding === "preferceil" ? Math.floor(x + 0.5) : Math.ceil(x - 0.5);
}

function cubicWeights(t: number, a: number): number[] {
  const near = (x: number) => ((a + 2) * x - (a + 3)) * x * x + 1;
  const far = (x: number) => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
  return [far(1 + t), near(t), near(1 - t), far(2 - t)];
}

/**
 * The matrix [to, from] that resizes one axis: output = matrix · input. Positions beyond the border take the border.
 *
 * @see https://onnx.ai/onnx/operators/onnx__Resize.html
 */
export function interpolationWeights(axis: AxisResize): Float32Array {
  const { from, to, interpolation } = axis;
  const matrix = new Float32Array(to * from);
  const put = (row: number, column: number, weight: number) => {
    const inside = Math.min(Math.max(column, 0), from - 1);
    matrix[row * from + inside] = (matrix[row * from + inside] as number) + weight;
  };
  for (let i = 0; i < to; i++) {
    const x = position(axis, i);
    if (interpolation === "nearest") {
      put(i, rounded(x, axis.rounding), 1);
      continue;
    }
    if (interpolation === "linear") {
      const low = Math.floor(Math.min(Math.max(x, 0), from - 1));
      const t = Math.min(Math.max(x, 0), from - 1) - low;
      put(i, low, 1 - t);
      if (t > 0) put(i, low + 1, t);
      continue;
    }
    const low = Math.floor(x);
    for (const [k, weight] of cubicWeights(x - low, axis.cubic).entries()) put(i, low - 1 + k, weight);
  }
  return matrix;
}
