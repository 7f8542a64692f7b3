/** The output's side of a convolution along one axis. */
export function convolvedSide(
  side: number,
  {
    kernel,
    stride,
    dilation,
    padding: [before, after],
  }: {
    readonly kernel: number;
    readonly stride: number;
    readonly dilation: number;
    readonly padding: readonly [number, number];
  },
): number {
  return Math.floor((side + before + after - dilation * (kernel - 1) - 1) / stride) + 1;
}

/** The output's side of a transposed convolution along one axis; `extra` entries are added behind. */
export function transposedSide(
  side: number,
  {
    kernel,
    stride,
    dilation,
    padding: [before, after],
    extra,
  }: {
    readonly kernel: number;
    readonly stride: number;
    readonly dilation: number;
    readonly padding: readonly [number, number];
    readonly extra: number;
  },
): number {
  return (side - 1) * stride + dilation * (kernel - 1) + 1 - before - after + extra;
}
