import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

interface Operand {
  readonly tensor: tf.Tensor;
  readonly labels: readonly string[];
}

/**
 * Einstein sums of one or two operands, which stock wasm lacks: transposes around one batched matrix product.
 *
 * @throws {Error} for more operands, or a label twice in one operand, as the other backends do
 */
export const einsum: WasmKernel = {
  name: "Einsum",
  create(tensorflow) {
    const kernel = ({
      inputs,
      attrs: { equation },
    }: KernelArguments<string, { readonly equation: string }>) =>
      tensorflow.tidy(() => {
        const [left, output] = equation.replaceAll(" ", "").split("->") as [string, string];
        const names = left.split(",");
        const wanted = [...output];
        const operands = names.map((labels, i): Operand => {
          if (new Set(labels).size !== labels.length) {
            throw new Error(`Expected each label once in an operand of einsum, received ${equation}.`);
          }
          const others = names.filter((_, j) => j !== i).join("") + output;
          return sumAway(tensorflow, { tensor: inputs[i] as tf.Tensor, labels: [...labels] }, others);
        });
        const [a, b, ...more] = operands;
        if (a === undefined || more.length > 0) {
          throw new Error(`Expected one or two operands of einsum, received ${operands.length}.`);
        }
        return b === undefined ? arrange(tensorflow, a, wanted) : multiply(tensorflow, a, b, wanted);
      });
    return kernel as unknown as tf.KernelFunc;
  },
};

/** Sums over the labels that nothing else names. */
function sumAway(tensorflow: typeof tf, { tensor, labels }: Operand, named: string): Operand {
  const axes = labels.flatMap((label, axis) => (named.includes(label) ? [] : [axis]));
  if (axes.length === 0) return { tensor, labels };
  return { tensor: tensorflow.sum(tensor, axes), labels: labels.filter((label) => named.includes(label)) };
}

function arrange(tensorflow: typeof tf, { tensor, labels }: Operand, wanted: readonly string[]): tf.Tensor {
  return tensorflow.transpose(
    tensor,
    wanted.map((label) => labels.indexOf(label)),
  );
}

function multiply(tensorflow: typeof tf, a: Operand, b: Operand, wanted: readonly string[]): tf.Tensor {
  const both = a.labels.filter((label) => b.labels.includes(label));
  const batch = both.filter((label) => wanted.includes(label));
  const summed = both.filter((label) => !wanted.includes(label));
  const onlyA = a.labels.filter((label) => !both.includes(label));
  const onlyB = b.labels.filter((label) => !both.includes(label));
  const length = (label: string) => {
    const [from, axis] = a.labels.includes(label)
      ? [a, a.labels.indexOf(label)]
      : [b, b.labels.indexOf(label)];
    return from.tensor.shape[axis] as number;
  };
  const size = (labels: readonly string[]) => labels.reduce((product, label) => product * length(label), 1);
  const left = tensorflow.reshape(arrange(tensorflow, a, [...batch, ...onlyA, ...summed]), [
    size(batch),
    size(onlyA),
    size(summed),
  ]);
  const right = tensorflow.reshape(arrange(tensorflow, b, [...batch, ...summed, ...onlyB]), [
    size(batch),
    size(summed),
    size(onlyB),
  ]);
  const labels = [...batch, ...onlyA, ...onlyB];
  const product = tensorflow.reshape(tensorflow.matMul(left, right), labels.map(length));
  return arrange(tensorflow, { tensor: product, labels }, wanted);
}
