/** A compiled function with the memory that it works in. */
export interface WasmFunction {
  readonly memory: ArrayBuffer;
  readonly run: (...parameters: number[]) => void;
}

/**
 * A WebAssembly module of one function, compiled from instructions; `undefined` where WebAssembly is forbidden (by a content
 * security policy) or lacks an instruction.
 *
 * For small kernels: what runs is written in the source, so that there is neither a binary nor a build step to trust.
 * Variables are numbered from the parameters (32-bit integers) on: first integers, then vectors, all 0 at the start.
 *
 * @param parameters how many there are
 * @param integers, vectors how many variables of 32 and 128 bits follow
 * @param code see {@link wasmCode}
 * @param bytes memory, rounded up to 64 KiB
 * @see WebAssembly 2.0, chapter 5
 */
export function wasmFunction({
  parameters,
  integers,
  vectors,
  code,
  bytes,
}: {
  readonly parameters: number;
  readonly integers: number;
  readonly vectors: number;
  readonly code: readonly number[];
  readonly bytes: number;
}): WasmFunction | undefined {
  const body = [2, integers, 0x7f, vectors, 0x7b, ...code, 0x0b];
  const module = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(0x7f), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...unsigned(Math.ceil(bytes / 65_536))]),
    ...section(7, [2, ...name("memory"), 2, 0, ...name("run"), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ];
  try {
    const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module)))
      .exports as { readonly memory: WebAssembly.Memory; readonly run: WasmFunction["run"] };
    return { memory: memory.buffer, run };
  } catch {
    return undefined;
  }
}

const section = (id: number, bytes: readonly number[]): number[] => [id, ...unsigned(bytes.length), ...bytes];
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
const unsigned = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
