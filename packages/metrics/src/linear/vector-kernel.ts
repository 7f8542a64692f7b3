import { wasmCode as wasm, wasmFunction } from "@ganlens/core";
import type { TileKernel } from "./tile-kernel.ts";

/**
 * A kernel in WebAssembly's vector instructions, two sums at a time; `undefined` where WebAssembly is forbidden
 * (by a content security policy) or has no vectors.
 *
 * Multiplications and additions are the ones of the plain kernel, in the same order and each rounded, so that both give
 * the same bits.
 */
export function vectorKernel(capacity: number): TileKernel | undefined {
  const compiled = wasmFunction({
    parameters: 5,
    integers: 3,
    vectors: 11,
    code: code(),
    bytes: 8 * capacity,
  });
  if (compiled === undefined) return undefined;
  const { memory, run } = compiled;
  return {
    memory: new Float64Array(memory),
    multiply: (first, second, out, depth, count) => run(8 * first, 8 * second, 8 * out, depth, count),
  };
}

/** Parameters and variables by index; row r has its sums in 11 + 2r and 12 + 2r. */
const [first, second, out, depth, count] = [0, 1, 2, 3, 4] as const;
const [row, step, stride] = [5, 6, 7] as const;
const [pair0, pair1, factor, sums] = [8, 9, 10, 11] as const;

/**
 * ```
 * stride = 32 · count
 * repeat count times:
 *   row = first; step = depth; sums = 0
 *   repeat step times:
 *     pair0 = second[0, 1]; pair1 = second[2, 3]
 *     for r of 0…3: factor = row[r] twice; sums[r] += factor · (pair0, pair1)
 *     row += 32; second += 32
 *   row = out
 *   for r of 0…3: row[0…3] = sums[r]; row += stride
 *   out += 32
 * ```
 */
function code(): number[] {
  const { get, set, constant, load, store } = wasm;
  const rows = [0, 1, 2, 3];
  const eachSum = rows.flatMap((r) => [sums + 2 * r, sums + 2 * r + 1]);
  const accumulate = (sum: number, pair: number): number[] => [
    ...[...get(sum), ...get(factor), ...get(pair), ...wasm.multiplyFloats, ...wasm.addFloats, ...set(sum)],
  ];
  return [
    ...[...get(count), ...constant(32), ...wasm.multiply, ...set(stride)],
    ...wasm.repeat(count, [
      ...[...get(first), ...set(row), ...get(depth), ...set(step)],
      ...eachSum.flatMap((sum) => [...wasm.integers(0, 0, 0, 0), ...set(sum)]),
      ...wasm.repeat(step, [
        ...[...get(second), ...load(0), ...set(pair0), ...get(second), ...load(16), ...set(pair1)],
        ...rows.flatMap((r) => [
          ...[...get(row), ...wasm.loadTwice(8 * r), ...set(factor)],
          ...accumulate(sums + 2 * r, pair0),
          ...accumulate(sums + 2 * r + 1, pair1),
        ]),
        ...wasm.increase(row, constant(32)),
        ...wasm.increase(second, constant(32)),
      ]),
      ...[...get(out), ...set(row)],
      ...rows.flatMap((r) => [
        ...[...get(row), ...get(sums + 2 * r), ...store(0)],
        ...[...get(row), ...get(sums + 2 * r + 1), ...store(16)],
        ...wasm.increase(row, get(stride)),
      ]),
      ...wasm.increase(out, constant(32)),
    ]),
  ];
}
