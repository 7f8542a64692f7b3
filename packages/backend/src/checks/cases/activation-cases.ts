import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import { mapElements, mapRows, referenceArray } from "../reference/reference-array.ts";

interface ElementWise {
  readonly operation: string;
  readonly run: (tensorflow: typeof tf, x: tf.Tensor) => tf.Tensor;
  readonly reference: (x: number) => number;
  readonly low?: number;
  readonly high?: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log1p(Math.exp(x));
const selu = { scale: 1.0507009873554805, alpha: 1.6732632423543772 } as const;

const elementWise: readonly ElementWise[] = [
  { operation: "sigmoid", run: (t, x) => t.sigmoid(x), reference: sigmoid },
  { operation: "tanh", run: (t, x) => t.tanh(x), reference: Math.tanh },
  { operation: "exp", run: (t, x) => t.exp(x), reference: Math.exp },
  { operation: "elu", run: (t, x) => t.elu(x), reference: (x) => (x > 0 ? x : Math.expm1(x)) },
  {
    operation: "selu",
    run: (t, x) => t.selu(x),
    reference: (x) => selu.scale * (x > 0 ? x : selu.alpha * Math.expm1(x)),
  },
  { operation: "relu", run: (t, x) => t.relu(x), reference: (x) => Math.max(x, 0) },
  {
    operation: "relu6",
    run: (t, x) => t.relu6(x),
    reference: (x) => Math.min(Math.max(x, 0), 6),
    low: -3,
    high: 9,
  },
  { operation: "leakyRelu", run: (t, x) => t.leakyRelu(x, 0.2), reference: (x) => (x > 0 ? x : 0.2 * x) },
  { operation: "softplus", run: (t, x) => t.softplus(x), reference: softplus },
  { operation: "logSigmoid", run: (t, x) => t.logSigmoid(x), reference: (x) => -softplus(-x) },
  { operation: "swish", run: (t, x) => t.mul(x, t.sigmoid(x)), reference: (x) => x * sigmoid(x) },
  {
    operation: "mish",
    run: (t, x) => t.mul(x, t.tanh(t.softplus(x))),
    reference: (x) => x * Math.tanh(softplus(x)),
  },
  {
    operation: "gelu (tanh)",
    run: (t, x) => {
      const inner = t.mul(t.add(x, t.mul(t.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
      return t.mul(t.mul(x, 0.5), t.add(t.tanh(inner), 1));
    },
    reference: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  },
  {
    operation: "hard swish",
    run: (t, x) => t.mul(x, t.div(t.relu6(t.add(x, 3)), 6)),
    reference: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
    low: -5,
    high: 5,
  },
  {
    operation: "softsign",
    run: (t, x) => t.div(x, t.add(t.abs(x), 1)),
    reference: (x) => x / (1 + Math.abs(x)),
  },
];

/** Activations of a layer. */
export const activationCases: readonly OperationCase[] = [
  ...elementWise.map(
    ({ operation, run, reference, low = -3, high = 3 }): OperationCase => ({
      operation,
      variant: "",
      inputs: [caseInput([3, 7], low, high)],
      run: (t, x) => run(t, x),
      reference: (x) => mapElements(x, reference),
    }),
  ),
  {
    operation: "prelu",
    variant: "",
    inputs: [caseInput([2, 3, 4]), caseInput([4], 0.1, 0.5)],
    run: (t, x, alpha) => t.prelu(x, alpha),
    reference: (x, alpha) =>
      mapRows(x, (row) => row.map((value, i) => (value > 0 ? value : value * (alpha.data[i] as number)))),
  },
  {
    operation: "softmax",
    variant: "",
    inputs: [caseInput([3, 5], -2, 2)],
    run: (t, x) => t.softmax(x),
    reference: (x) => mapRows(x, softmax),
  },
  {
    operation: "logSoftmax",
    variant: "",
    inputs: [caseInput([3, 5], -2, 2)],
    run: (t, x) => t.logSoftmax(x),
    reference: (x) => mapRows(x, (row) => softmax(row).map(Math.log)),
  },
  {
    operation: "softmaxCrossEntropy",
    variant: "",
    inputs: [caseInput([3, 5], -2, 2)],
    run: (t, x) => {
      const labels = t.oneHot(t.tensor1d([1, 4, 0], "int32"), 5);
      return t.losses.softmaxCrossEntropy(labels, x);
    },
    reference: (x) => {
      const rows = mapRows(x, (row) => softmax(row).map(Math.log));
      return referenceArray(
        [],
        () => -([1, 9, 10].reduce((sum, i) => sum + (rows.data[i] as number), 0) / 3),
      );
    },
  },
  {
    operation: "sigmoidCrossEntropy",
    variant: "",
    inputs: [caseInput([4], -2, 2)],
    run: (t, x) => t.losses.sigmoidCrossEntropy(t.tensor1d([0, 1, 1, 0]), x as tf.Tensor1D),
    reference: (x) => {
      const costs = [0, 1, 1, 0].map((label, i) => {
        const logit = x.data[i] as number;
        return label * softplus(-logit) + (1 - label) * softplus(logit);
      });
      return referenceArray([], () => costs.reduce((sum, cost) => sum + cost, 0) / 4);
    },
  },
];

function softmax(row: Float64Array): Float64Array {
  const largest = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
