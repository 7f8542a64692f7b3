/** How windows lie over one axis. */
export interface WindowGeometry {
  readonly count: number;
  /** Where the first window starts: 0 or less. */
  readonly first: number;
}

/** TensorFlow's placing of windows: `same` puts the odd element of padding at the end. */
export function windowGeometry(
  length: number,
  window: number,
  stride: number,
  pad: "same" | "valid" | number,
): WindowGeometry {
  if (pad === "same") {
    const count = Math.ceil(length / stride);
    const total = Math.max(0, (count - 1) * stride + window - length);
    return { count, first: -Math.floor(total / 2) };
  }
  const each = pad === "valid" ? 0 : pad;
  return { count: Math.floor((length + 2 * each - window) / stride) + 1, first: -each };
}
