import type * as tf from "@tensorflow/tfjs";
import type { NativeKernels } from "../native/native-kernels.ts";
import type { WasmMemory } from "./wasm-memory.ts";

/** What tfjs's fused kernels may do to their result. */
export interface FusedAttributes {
  readonly activation: string;
  readonly leakyreluAlpha?: number;
}

/** By our own kernels, in place. */
const own = { relu: "relus", leakyrelu: "leakyRelus", sigmoid: "sigmoids" } as const;
/** By a kernel of tfjs's. */
const others = { elu: "Elu", relu6: "Relu6" } as const;

/** Whether {@link activate} knows the activation. */
export function isFusible(activation: string): boolean {
  return activation === "linear" || activation in own || activation in others;
}

/** Applies an activation to a fresh result that nobody else has seen yet; stock wasm forgets elu when it is fused. */
export function activate(
  tensorflow: typeof tf,
  native: NativeKernels,
  output: tf.TensorInfo,
  { activation, leakyreluAlpha }: FusedAttributes,
): tf.TensorInfo {
  if (activation === "linear") return output;
  if (activation in own) {
    const pointer = native.pointer(output);
    const count = tensorflow.util.sizeFromShape(output.shape);
    native.functions[own[activation as keyof typeof own]](pointer, pointer, count, leakyreluAlpha ?? 0.2);
    return output;
  }
  const name = others[activation as keyof typeof others];
  const { kernelFunc } = tensorflow.getKernel(name, tensorflow.getBackend());
  const backend = tensorflow.backend() as WasmMemory;
  const activated = kernelFunc({ inputs: { x: output }, attrs: {}, backend }) as tf.TensorInfo;
  backend.disposeData(output.dataId);
  return activated;
}
