import type * as tf from "@tensorflow/tfjs";
import type { Restore } from "../kernels/install-kernels.ts";

interface TapeNode {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
}

type CustomGradient = Parameters<typeof tf.customGrad>[0];
type AddTapeNode = (
  kernelName: string,
  inputs: TapeNode["inputs"],
  outputs: readonly tf.Tensor[],
  gradient: unknown,
  saved: readonly tf.Tensor[],
  attributes: unknown,
) => void;

/** The parts of tfjs's engine that record what a gradient will need. */
interface Recorder {
  readonly state: { readonly activeTape: TapeNode[] };
  isTapeOn(): boolean;
  addTapeNode: AddTapeNode;
  saveTensorsForBackwardMode: (tensors: readonly (tf.Tensor | undefined)[]) => tf.Tensor[];
  customGrad: (f: CustomGradient) => (...inputs: tf.Tensor[]) => tf.Tensor;
}

/**
 * Makes second-order gradients see the tensors that an operation saved for its gradient.
 *
 * tfjs records the copy of a saved output before the operation that made the output, so that the search for what
 * depends on x, which reads the tape forwards, takes the copy for a constant. Every gradient that uses its output
 * (sigmoid, tanh, exp, softmax, logSoftmax, elu, pow) is then silently wrong to second order. Here the copy is recorded
 * after the operation. What a custom gradient saves besides its inputs and its result (softmaxCrossEntropy) is computed
 * again when its gradient is itself differentiated. An input that was not given (the scale of a batch normalisation) is
 * not saved instead of making the forward pass throw.
 *
 * @returns a function that puts the engine's own methods back
 */
export function trackSavedTensors(tensorflow: typeof tf): Restore {
  const recorder = tensorflow.engine() as unknown as Recorder;
  const { addTapeNode, saveTensorsForBackwardMode, customGrad } = recorder;
  const ours: Partial<Recorder> = {
    addTapeNode(kernelName, inputs, outputs, gradient, saved, attributes) {
      const record = Object.values(inputs).every(isGiven)
        ? inputs
        : Object.fromEntries(Object.entries(inputs).filter(([, input]) => isGiven(input)));
      addTapeNode.call(recorder, kernelName, record, outputs, gradient, saved, attributes);
      moveCopiesOfOutputs(recorder.state.activeTape, outputs, saved);
    },
    saveTensorsForBackwardMode: (tensors) =>
      saveTensorsForBackwardMode.call(recorder, tensors.filter(isGiven)),
    customGrad: (f) => customGrad.call(recorder, recomputing(recorder, f)),
  };
  Object.assign(recorder, ours);
  return () => {
    for (const name of Object.keys(ours)) delete (recorder as unknown as Record<string, unknown>)[name];
  };
}

/** False for an optional input that was left out. */
function isGiven(tensor: tf.Tensor | undefined | null): tensor is tf.Tensor {
  return tensor !== undefined && tensor !== null;
}

/** Puts the records of copies of `outputs` behind the last record, which is of the operation itself. */
function moveCopiesOfOutputs(
  tape: TapeNode[],
  outputs: readonly tf.Tensor[],
  saved: readonly tf.Tensor[],
): void {
  // Copies share their data with what they are of: most operations save inputs only, and are done here.
  if (!saved.some(({ dataId }) => outputs.some((output) => output.dataId === dataId))) return;
  const copies = new Set(saved.map(({ id }) => id));
  const made = new Set(outputs.map(({ id }) => id));
  const late: TapeNode[] = [];
  for (let i = tape.length - 2; i >= 0 && copies.size > 0; i--) {
    const node = tape[i] as TapeNode;
    const [output] = node.outputs;
    if (output === undefined || !copies.delete(output.id)) continue;
    if (Object.values(node.inputs).some(({ id }) => made.has(id))) {
      tape.splice(i, 1);
      late.unshift(node);
    }
  }
  tape.push(...late);
}

/** The same custom gradient, whose saved intermediate values are part of the outer tape when there is one. */
function recomputing(recorder: Recorder, f: CustomGradient): CustomGradient {
  return (...given) => {
    const inputs = given.slice(0, -1) as tf.Tensor[];
    const save = given.at(-1) as tf.GradSaveFunc;
    let kept: tf.Tensor[] = [];
    const keep: tf.GradSaveFunc = (tensors) => {
      kept = Array.isArray(tensors) ? tensors : [tensors];
    };
    const { value, gradFunc } = f(...inputs, keep);
    const known = [...inputs, value];
    if (kept.every((tensor) => known.includes(tensor))) {
      save(kept);
      return { value, gradFunc };
    }
    save([...inputs, ...kept]);
    return {
      value,
      gradFunc(dy, saved) {
        if (!recorder.isTapeOn()) return gradFunc(dy, saved.slice(inputs.length));
        const again = f(...saved.slice(0, inputs.length), keep);
        return again.gradFunc(dy, kept);
      },
    };
  };
}
