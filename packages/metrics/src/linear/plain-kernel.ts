import type { TileKernel } from "./tile-kernel.ts";

/** Scalar sums, for where there is no {@link vectorKernel}. */
export function plainKernel(capacity: number): TileKernel {
  const memory = new Float64Array(capacity);
  return {
    memory,
    multiply: (first, second, out, depth, count) => {
      for (let strip = 0; strip < count; strip++) {
        // Two passes of 4 × 2 sums: 8 sums and 6 factors fit into 16 registers, 4 × 4 sums spill.
        for (let half = 0; half < 4; half += 2) {
          multiplyHalf(
            memory,
            first,
            second + 4 * depth * strip + half,
            out + 4 * strip + half,
            depth,
            4 * count,
          );
        }
      }
    },
  };
}

function multiplyHalf(
  memory: Float64Array,
  first: number,
  second: number,
  out: number,
  depth: number,
  stride: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0, p = first, q = second; k < depth; k++, p += 4, q += 4) {
    const y0 = memory[q] as number;
    const y1 = memory[q + 1] as number;
    const x0 = memory[p] as number;
    const x1 = memory[p + 1] as number;
    const x2 = memory[p + 2] as number;
    const x3 = memory[p + 3] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s30 += x3 * y0;
    s31 += x3 * y1;
  }
  memory[out] = s00;
  memory[out + 1] = s01;
  memory[out + stride] = s10;
  memory[out + stride + 1] = s11;
  memory[out + 2 * stride] = s20;
  memory[out + 2 * stride + 1] = s21;
  memory[out + 3 * stride] = s30;
  memory[out + 3 * stride + 1] = s31;
}
