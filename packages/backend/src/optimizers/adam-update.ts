import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { type AdamMoments, type AdamStep, assertParameterShape } from "./adam-slots.ts";

/** What {@link adamUpdate} takes; the four tensors have one shape. */
export interface AdamUpdate extends AdamMoments, AdamStep {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
}

/** Fresh tensors, the caller's to dispose of. */
export interface AdamUpdated extends AdamMoments {
  readonly parameter: tf.Tensor;
}

/**
 * One step of Adam for one parameter: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m / (√(secondScale · v) + ε).
 *
 * On wasm it is one pass over the memory by a kernel of ours, elsewhere tfjs's own operations. Nothing is changed in place:
 * tfjs caches packed weights by tensor, so the caller assigns the results.
 *
 * @throws {Error} when the shapes differ
 * @see Kingma and Ba 2015, algorithm 1
 */
export function adamUpdate(tensorflow: typeof tf, update: AdamUpdate): AdamUpdated {
  const { parameter, gradient, first, second } = update;
  assertParameterShape(
    tensorflow,
    parameter.shape,
    [gradient, first, second].map(({ shape }) => shape),
  );
  return nativeUpdate(tensorflow, update) ?? plainUpdate(tensorflow, update);
}

function nativeUpdate(tensorflow: typeof tf, update: AdamUpdate): AdamUpdated | null {
  const native = nativeKernels(tensorflow);
  const { parameter, gradient, first, second, rate, beta1, beta2, secondScale, epsilon } = update;
  const inputs = [parameter, gradient, first, second];
  if (native === null || parameter.size === 0 || inputs.some(({ dtype }) => dtype !== "float32")) return null;
  // Asking for the pointer of a tensor that lives on another backend moves it here.
  const pointers = inputs.map(native.pointer);
  const outputs = inputs.slice(1).map(() => native.output(parameter.shape, "float32"));
  native.functions.adamUpdate(
    ...(pointers as [number, number, number, number]),
    ...(outputs.map(native.pointer) as [number, number, number]),
    parameter.size,
    rate,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    secondScale,
    epsilon,
  );
  const [newParameter, newFirst, newSecond] = outputs.map((info) =>
    tensorflow.engine().makeTensorFromTensorInfo(info),
  ) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { parameter: newParameter, first: newFirst, second: newSecond };
}

function plainUpdate(tensorflow: typeof tf, update: AdamUpdate): AdamUpdated {
  const { parameter, gradient, first, second, rate, beta1, beta2, secondScale, epsilon } = update;
  const [newParameter, newFirst, newSecond] = tensorflow.tidy(() => {
    const m = tensorflow.add(tensorflow.mul(first, beta1), tensorflow.mul(gradient, 1 - beta1));
    const v = tensorflow.add(
      tensorflow.mul(second, beta2),
      tensorflow.mul(tensorflow.square(gradient), 1 - beta2),
    );
    const size = tensorflow.add(tensorflow.sqrt(tensorflow.mul(v, secondScale)), epsilon);
    const change = tensorflow.div(tensorflow.mul(m, rate), size);
    return [tensorflow.sub(parameter, change), m, v];
  }) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { parameter: newParameter, first: newFirst, second: newSecond };
}
