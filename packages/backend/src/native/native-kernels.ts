import { BackendUnavailableError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { NativeFunctions, Pointer } from "./native-functions.ts";
import { nativeModuleBase64 } from "./native-module.generated.ts";

/** Our compiled kernels, at work in the memory of a tfjs wasm backend. */
export interface NativeKernels {
  readonly functions: NativeFunctions;
  /** Where a tensor's values begin; good until the tensor is disposed, also when the heap grows. */
  pointer(info: tf.TensorInfo): Pointer;
  /**
   * A tensor to be filled.
   *
   * @throws {BackendUnavailableError} when the heap is full, which stock tfjs does not notice
   */
  output(shape: readonly number[], dtype: "float32" | "bool"): tf.TensorInfo;
  /** What a matrix product needs besides its operands. */
  readonly productScratch: Pointer;
  /** Room for so many floats, aligned to 16 bytes, good until the next call. */
  scratch(floats: number): Pointer;
}

/** The parts of tfjs's wasm backend that are reached into; all are checked before use. */
interface WasmInternals {
  readonly wasm?: {
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    _malloc?(bytes: number): number;
    _free?(pointer: number): void;
  };
  readonly dataIdMap?: { get(id: object): { readonly memoryOffset: number } };
  makeOutput?(shape: readonly number[], dtype: string): tf.TensorInfo;
  disposeData?(id: object): void;
}

/** What was loaded into a backend, by the name under which that backend runs it. */
const loaded = new WeakMap<object, Map<string, NativeKernels | null>>();

/**
 * Our compiled kernels for the current backend, which must be tfjs's wasm, plain or relaxed; null where they cannot run:
 * without SIMD, in shared memory, under a policy that forbids compiling, or when tfjs's insides are not as expected.
 */
export function nativeKernels(tensorflow: typeof tf): NativeKernels | null {
  const name = tensorflow.getBackend();
  if (name !== "wasm" && name !== "wasm-relaxed") return null;
  const backend = tensorflow.backend();
  const before = loaded.get(backend)?.get(name);
  if (before !== undefined) return before;
  return name === "wasm" ? loadNativeKernels(backend, { name, base64: nativeModuleBase64 }) : null;
}

/** Loads a module into the memory of tfjs's wasm backend, for when it runs under that name; null where it cannot run. */
export function loadNativeKernels(
  backend: object,
  { name, base64 }: { readonly name: string; readonly base64: string },
): NativeKernels | null {
  const byName = loaded.get(backend) ?? new Map<string, NativeKernels | null>();
  loaded.set(backend, byName);
  const kernels = load(backend as WasmInternals, base64);
  byName.set(name, kernels);
  return kernels;
}

function load(backend: WasmInternals, base64: string): NativeKernels | null {
  const { wasm, dataIdMap } = backend;
  const memory = wasm?.asm?.memory;
  const malloc = wasm?._malloc?.bind(wasm);
  const free = wasm?._free?.bind(wasm);
  const makeOutput = backend.makeOutput?.bind(backend);
  if (!memory || !malloc || !free || !makeOutput || !dataIdMap) return null;
  const functions = instantiate(memory, base64);
  if (functions === null) return null;

  const allocate = (bytes: number): Pointer => {
    const pointer = malloc(bytes) >>> 0;
    if (pointer === 0) throw outOfMemory(`${bytes} bytes of scratch space`, memory);
    return pointer;
  };
  let held = { pointer: 0, bytes: 0 };
  const scratch = (floats: number): Pointer => {
    const bytes = floats * 4 + 16;
    if (bytes > held.bytes) {
      if (held.bytes > 0) free(held.pointer);
      held = { pointer: 0, bytes: 0 };
      held = { pointer: allocate(bytes), bytes };
    }
    return (held.pointer + 15) & ~15;
  };
  const pointer = (info: tf.TensorInfo): Pointer => dataIdMap.get(info.dataId).memoryOffset;
  const output = (shape: readonly number[], dtype: "float32" | "bool"): tf.TensorInfo => {
    const info = makeOutput(shape, dtype);
    if (pointer(info) === 0) {
      backend.disposeData?.(info.dataId);
      throw outOfMemory(`a ${dtype} tensor of shape [${shape}]`, memory);
    }
    return info;
  };
  return {
    functions,
    pointer,
    output,
    productScratch: (allocate(functions.productScratch() * 4 + 16) + 15) & ~15,
    scratch,
  };
}

function instantiate(memory: WebAssembly.Memory, base64: string): NativeFunctions | null {
  try {
    const text = atob(base64);
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    if (!WebAssembly.validate(bytes)) return null;
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    return instance.exports as unknown as NativeFunctions;
  } catch {
    return null;
  }
}

function outOfMemory(what: string, memory: WebAssembly.Memory): BackendUnavailableError {
  const held = Math.round(memory.buffer.byteLength / 2 ** 20);
  return new BackendUnavailableError({
    message: `The wasm backend has no room for ${what}; its heap holds ${held} MiB of at most 4096.`,
    hint: "Use smaller batches or a smaller network, dispose of tensors that are no longer needed, or use another backend.",
  });
}
