import { BackendUnavailableError, ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** What may be held on the wasm heap unless told otherwise: 2 GiB. */
export const defaultMemoryBudget: number = 2 * 1024 ** 3;

export interface LimitMemoryOptions {
  /** The most that tensors may hold together, in bytes; 2 GiB unless told otherwise. */
  readonly bytes?: number;
}

/** The wasm heap as tfjs sees it. */
export interface MemoryUse {
  /** What live tensors allocated since the limit was set, in bytes. */
  readonly heldBytes: number;
  /** The most that they may hold. */
  readonly budgetBytes: number;
  /** The size of the heap; it never shrinks, and includes what kernels keep for themselves. */
  readonly heapBytes: number;
}

interface WasmModule {
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  readonly HEAPU8: Uint8Array;
}

interface Limited {
  budget: number;
  readonly sizes: Map<number, number>;
  held: number;
}

const limits = new WeakMap<WasmModule, Limited>();

/**
 * Limits what tensors may hold on tfjs's wasm heap and checks every allocation.
 *
 * At the end of the heap (4 GiB) stock tfjs takes pointer 0, or a block that reaches past the end, without a word. On other backends this does nothing. A second call changes the budget.
 *
 * @param tensorflow the caller's tfjs, with its backend chosen
 * @returns what is held now; undefined on other backends than wasm
 * @throws {ConfigInvalidError} when the budget is not a positive number of bytes
 * @throws {BackendUnavailableError} later, from the operation that asks for more than there is
 */
export function limitMemory(
  tensorflow: typeof tf,
  { bytes = defaultMemoryBudget }: LimitMemoryOptions = {},
): (() => MemoryUse) | undefined {
  if (!(bytes > 0)) {
    throw new ConfigInvalidError({
      message: `Expected the memory budget to be a positive number of bytes, but got ${bytes}.`,
    });
  }
  if (!["wasm", "wasm-relaxed"].includes(tensorflow.getBackend())) return undefined;
  const { wasm } = tensorflow.backend() as unknown as { readonly wasm: WasmModule };
  const limited = limits.get(wasm) ?? install(wasm, bytes);
  limited.budget = bytes;
  return () => ({
    heldBytes: limited.held,
    budgetBytes: limited.budget,
    heapBytes: wasm.HEAPU8.length,
  });
}

function install(wasm: WasmModule, budget: number): Limited {
  const limited: Limited = { budget, sizes: new Map(), held: 0 };
  // Emscripten puts the real functions in place at their first call, over whatever stands there by then.
  wasm._free(wasm._malloc(1));
  const { _malloc: malloc, _free: free } = wasm;
  wasm._malloc = (bytes) => {
    if (limited.held + bytes > limited.budget) {
      throw new BackendUnavailableError({
        message: `Expected wasm tensors to stay within ${megabytes(limited.budget)}, but ${megabytes(bytes)} more were asked for while ${megabytes(limited.held)} are held.`,
        hint: "Use a smaller batch or network, dispose of tensors that are no longer needed, or raise the budget with limitMemory(tf, { bytes }) (the heap ends at 4096 MB).",
        outOfMemory: true,
      });
    }
    // Pointers above 2 GiB come back as negative numbers.
    const pointer = malloc(bytes) >>> 0;
    // At its end the heap's own allocator gives 0, or a block that reaches past the end.
    if (bytes > 0 && (pointer === 0 || pointer + bytes > wasm.HEAPU8.length)) {
      throw new BackendUnavailableError({
        message: `Expected ${megabytes(bytes)} of wasm memory, but the heap of ${megabytes(wasm.HEAPU8.length)} cannot grow by that (tensors hold ${megabytes(limited.held)}).`,
        hint: "Use a smaller batch or network, or dispose of tensors that are no longer needed; a heap never shrinks, so a fresh process may help.",
        outOfMemory: true,
      });
    }
    limited.sizes.set(pointer, bytes);
    limited.held += bytes;
    return pointer;
  };
  wasm._free = (pointer) => {
    const key = pointer >>> 0;
    limited.held -= limited.sizes.get(key) ?? 0;
    limited.sizes.delete(key);
    free(pointer);
  };
  limits.set(wasm, limited);
  return limited;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 2 : 0)} MB`;
}
