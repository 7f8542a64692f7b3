import type * as tf from "@tensorflow/tfjs";
import type { Restore } from "../kernels/install-kernels.ts";
import { runKernel } from "./run-kernel.ts";

type Gradients = Readonly<Record<string, () => tf.Tensor>>;
type Inputs = Readonly<Record<string, tf.Tensor | undefined>>;

/** A fused kernel that ran inside one of tfjs's operations. */
interface FusedCall {
  readonly kernelName: string;
  readonly inputs: Inputs;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The parts of tfjs's engine that run kernels and record operations. */
interface Recorder {
  readonly state: { readonly gradientDepth: number; readonly kernelDepth: number };
  runKernel(kernelName: string, inputs: Inputs, attributes: FusedCall["attributes"]): tf.Tensor;
  addTapeNode(
    name: string,
    inputs: Inputs,
    outputs: readonly tf.Tensor[],
    gradient: unknown,
    saved: readonly tf.Tensor[],
    attributes: unknown,
  ): void;
}

/** The gradient of each input of a fused kernel, by the input's place, computed when it is asked for. */
type FusedGradient = (
  tensorflow: typeof tf,
  dy: tf.Tensor,
  saved: readonly tf.Tensor[],
  attributes: FusedCall["attributes"],
) => Gradients;

const places: Readonly<Record<string, readonly string[]>> = {
  _FusedMatMul: ["a", "b", "bias"],
  FusedConv2D: ["x", "filter", "bias"],
};

const fusedGradients: Readonly<Record<string, FusedGradient>> = {
  _FusedMatMul: (tensorflow, dy, [a, b, bias], { transposeA, transposeB }) => {
    const [left, right] = [a, b] as [tf.Tensor, tf.Tensor];
    const rows = left.shape[transposeA ? 2 : 1] as number;
    const columns = right.shape[transposeB ? 1 : 2] as number;
    const change = tensorflow.reshape(dy, [left.shape[0] as number, rows, columns]);
    return {
      0: () =>
        transposeA
          ? tensorflow.matMul(right, change, transposeB as boolean, true)
          : tensorflow.matMul(change, right, false, !transposeB),
      1: () =>
        transposeB
          ? tensorflow.matMul(change, left, true, transposeA as boolean)
          : tensorflow.matMul(left, change, !transposeA, false),
      2: () => biasGradient(tensorflow, change, bias as tf.Tensor),
    };
  },
  FusedConv2D: (tensorflow, dy, [x, filter, bias], { strides, pad, dataFormat, dimRoundingMode }) => {
    const [image, weights] = [x, filter] as [tf.Tensor, tf.Tensor];
    const change = tensorflow.reshape(dy, dy.rank === 3 ? [1, ...dy.shape] : dy.shape);
    const attributes = { strides, pad, dataFormat, dimRoundingMode };
    return {
      0: () =>
        runKernel(
          tensorflow,
          "Conv2DBackpropInput",
          { dy: change, filter: weights },
          { ...attributes, inputShape: image.shape },
        ),
      1: () =>
        runKernel(
          tensorflow,
          "Conv2DBackpropFilter",
          { x: image, dy: change },
          { ...attributes, filterShape: weights.shape },
        ),
      2: () => biasGradient(tensorflow, change, bias as tf.Tensor),
    };
  },
};

/**
 * Lets `fused.matMul` and `fused.conv2d`, which all dense and convolution layers call, compute only those of their
 * gradients that are asked for.
 *
 * Stock computes the gradients of input, weights and bias all at once, needed or not: in a generator's step those of all
 * the discriminator's weights, and in every first layer that of the data. The formulas are the same.
 *
 * @returns a function that puts the engine's own methods back
 */
export function computeFusedGradientsWhenNeeded(tensorflow: typeof tf): Restore {
  const recorder = tensorflow.engine() as unknown as Recorder;
  const { runKernel: run, addTapeNode } = recorder;
  let last: FusedCall | null = null;
  const ours: Pick<Recorder, "runKernel" | "addTapeNode"> = {
    runKernel(kernelName, inputs, attributes) {
      const { gradientDepth, kernelDepth } = recorder.state;
      // Inside an operation with a gradient of its own, which is recorded when it ends.
      if (gradientDepth > 0 && kernelDepth === 1 && kernelName in fusedGradients) {
        last = isPlain(inputs, attributes) ? { kernelName, inputs, attributes } : null;
      }
      return run.call(recorder, kernelName, inputs, attributes);
    },
    addTapeNode(name, inputs, outputs, gradient, saved, attributes) {
      const call = last !== null && inputs["0"] !== undefined ? last : null;
      const lazy = call === null ? null : lazyGradient(tensorflow, call, inputs, saved);
      if (call !== null) last = null;
      addTapeNode.call(recorder, name, inputs, outputs, lazy ?? gradient, saved, attributes);
    },
  };
  const before = {
    runKernel: ownMethod(recorder, "runKernel"),
    addTapeNode: ownMethod(recorder, "addTapeNode"),
  };
  Object.assign(recorder, ours);
  return () => {
    for (const [name, method] of Object.entries(before)) {
      if (method === undefined) delete (recorder as unknown as Record<string, unknown>)[name];
      else Object.assign(recorder, { [name]: method });
    }
  };
}

/** Without an activation and dilation, whose gradients need the output or do not exist, and without broadcasting. */
function isPlain({ a, b, preluActivationWeights }: Inputs, attributes: FusedCall["attributes"]): boolean {
  const { activation, dilations = 1, dataFormat = "NHWC" } = attributes;
  const dilated = [dilations].flat().some((rate) => rate !== 1);
  const sameBatch = a === undefined || a.shape[0] === b?.shape[0];
  const linear = activation === "linear" && (preluActivationWeights ?? null) === null;
  return linear && !dilated && sameBatch && dataFormat === "NHWC";
}

/** The gradient to record, or null where the operation is another than the one the kernel ran in. */
function lazyGradient(
  tensorflow: typeof tf,
  { kernelName, inputs: given, attributes }: FusedCall,
  inputs: Inputs,
  saved: readonly tf.Tensor[],
): ((dy: tf.Tensor) => Gradients) | null {
  const names = places[kernelName] as readonly string[];
  const found = names.map((name, place) => {
    const input = given[name] ?? undefined;
    if (input !== inputs[place]) return null;
    if (input === undefined) return undefined;
    const copy = saved.find(
      ({ dataId, shape }) => dataId === input.dataId && tensorflow.util.arraysEqual(shape, input.shape),
    );
    return copy ?? null;
  });
  if (found.includes(null)) return null;
  const formula = fusedGradients[kernelName] as FusedGradient;
  return (dy) => formula(tensorflow, dy, found as tf.Tensor[], attributes);
}

function biasGradient(tensorflow: typeof tf, change: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const axes = tensorflow.broadcast_util.getReductionAxes(bias.shape, change.shape);
  const summed = axes.length > 0 ? tensorflow.sum(change, axes) : change;
  return tensorflow.reshape(summed, bias.shape);
}

function ownMethod<T extends object, K extends keyof T>(object: T, name: K): T[K] | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
