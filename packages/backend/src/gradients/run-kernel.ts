import type * as tf from "@tensorflow/tfjs";

/** Runs a kernel that has no public operation and several outputs; the tape records it. */
export function runKernels(
  tensorflow: typeof tf,
  kernelName: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: object,
): readonly tf.Tensor[] {
  const { engine } = tensorflow;
  return engine().runKernel(kernelName, { ...inputs }, { ...attributes } as tf.NamedAttrMap) as tf.Tensor[];
}

/** Runs a kernel that has no public operation and one output; the tape records it. */
export function runKernel(
  tensorflow: typeof tf,
  kernelName: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: object,
): tf.Tensor {
  const { engine } = tensorflow;
  return engine().runKernel(kernelName, { ...inputs }, { ...attributes } as tf.NamedAttrMap) as tf.Tensor;
}
