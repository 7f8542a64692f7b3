import { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { DerivativeOrder, OperationCase } from "./operation-case.ts";
import { operationCases } from "./operation-cases.ts";
import { finiteDifferences, type ScalarFunction, secondDifferences } from "./reference/finite-differences.ts";
import type { ReferenceArray } from "./reference/reference-array.ts";

/** What one operation gives on the current backend. */
export interface OperationCheck {
  /** The public name of the operation in tfjs. */
  readonly operation: string;
  /** Which options or shapes; empty for the only or plainest ones. */
  readonly variant: string;
  /** 0: the value, 1: its gradient, 2: the gradient of a directional derivative. */
  readonly order: DerivativeOrder;
  /** `missing` when it throws. */
  readonly status: "right" | "wrong" | "missing";
  /** The largest deviation relative to the largest expected value; null when it throws. */
  readonly error: number | null;
  /** What was thrown. */
  readonly problem?: string;
}

/** What to check. */
export interface CheckOperationsOptions {
  /** The caller's tfjs, with the backend to be checked chosen. */
  readonly tf: typeof tf;
  /** One variant of each operation instead of all. */
  readonly quick?: boolean;
  /** Other cases than ours. */
  readonly cases?: readonly OperationCase[];
}

/** Rounding stays below (a graphics card's sine is right to 5 · 10⁻⁴), and a wrong formula far above. */
const tolerances: Readonly<Record<DerivativeOrder, number>> = { 0: 5e-4, 1: 1e-3, 2: 2e-3 };

/**
 * Checks operations on the current backend against finite differences of float64 arithmetic of our own.
 *
 * The checked scalar is Σ w · (y + ½ y²) of the operation's result y, with random w, so that the second order is there
 * for linear operations too. Memory that the backend may reuse is filled with rubbish first.
 *
 * @returns a row per case and order, in the order of the cases
 */
export async function checkOperations({
  tf: tensorflow,
  quick = false,
  cases = operationCases,
}: CheckOperationsOptions): Promise<OperationCheck[]> {
  const seen = new Set<string>();
  const rows: OperationCheck[] = [];
  for (const entry of cases) {
    if (quick && seen.has(entry.operation)) continue;
    seen.add(entry.operation);
    const problem = drawProblem(entry);
    for (const order of [0, 1, 2] as const) {
      const { operation, variant } = entry;
      try {
        const received = await receivedValues(tensorflow, entry, problem, order);
        const error = relativeError(received, expectedValues(entry, problem, order));
        const status = error <= tolerances[order] ? "right" : "wrong";
        rows.push({ operation, variant, order, status, error });
      } catch (error) {
        const text = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
        rows.push({ operation, variant, order, status: "missing", error: null, problem: text });
      }
    }
  }
  return rows;
}

interface Problem {
  readonly inputs: readonly ReferenceArray[];
  readonly directions: readonly ReferenceArray[];
  readonly weights: ReferenceArray;
}

function drawProblem({ operation, variant, inputs, reference }: OperationCase): Problem {
  const random = Random.fromSeed(17).split(`${operation} ${variant}`);
  const draw = (name: string, shape: readonly number[], low: number, high: number): ReferenceArray => {
    const size = shape.reduce((product, length) => product * length, 1);
    // Through float32, so that tensors hold exactly the same numbers.
    const values = random.split(name).uniform(size, { low, high });
    return { shape, data: Float64Array.from(values) };
  };
  const drawn = inputs.map(({ shape, low, high }, i) => draw(`input ${i}`, shape, low, high));
  return {
    inputs: drawn,
    directions: inputs.map(({ shape }, i) => draw(`direction ${i}`, shape, -1, 1)),
    weights: draw("weights", reference(...drawn).shape, -1, 1),
  };
}

function expectedValues(
  { reference }: OperationCase,
  { inputs, directions, weights }: Problem,
  order: DerivativeOrder,
): readonly Float64Array[] {
  if (order === 0) return [reference(...inputs).data];
  const scalar: ScalarFunction = (at) =>
    reference(...at).data.reduce((sum, y, i) => sum + (weights.data[i] as number) * (y + 0.5 * y * y), 0);
  return order === 1 ? finiteDifferences(scalar, inputs) : secondDifferences(scalar, inputs, directions);
}

async function receivedValues(
  tensorflow: typeof tf,
  { run }: OperationCase,
  { inputs, directions, weights }: Problem,
  order: DerivativeOrder,
): Promise<readonly ArrayLike<number>[]> {
  const toTensor = ({ shape, data }: ReferenceArray) =>
    tensorflow.tensor(Float32Array.from(data), [...shape], "float32");
  const results = tensorflow.tidy(() => {
    leaveRubbish(tensorflow, [...inputs.map(({ data }) => data.length), weights.data.length]);
    const at = inputs.map(toTensor);
    if (order === 0) {
      const value = run(tensorflow, ...at);
      const { shape } = weights;
      if (String(value.shape) !== String(shape))
        throw new Error(`the shape is [${value.shape}], not [${shape}]`);
      return [value];
    }
    const weightTensor = toTensor(weights);
    const scalar = (...x: tf.Tensor[]) => {
      const y = run(tensorflow, ...x);
      const bent = tensorflow.add(y, tensorflow.mul(tensorflow.mul(y, y), 0.5));
      return tensorflow.sum(tensorflow.mul(weightTensor, bent));
    };
    if (order === 1) return tensorflow.grads(scalar)(at);
    const along = directions.map(toTensor);
    const directional = (...x: tf.Tensor[]) => {
      const products = tensorflow
        .grads(scalar)(x)
        .map((gradient, i) => tensorflow.sum(tensorflow.mul(gradient, along[i] as tf.Tensor)));
      return tensorflow.addN(products);
    };
    return tensorflow.grads(directional)(at);
  });
  const values: ArrayLike<number>[] = [];
  for (const result of results) values.push(await result.data());
  tensorflow.dispose(results);
  return values;
}

/** Frees memory of the sizes about to be asked for with something in it: a kernel must not rely on zeros. */
function leaveRubbish(tensorflow: typeof tf, sizes: readonly number[]): void {
  const tensors = sizes.flatMap((size) =>
    [1, 1, 1].map(() => tensorflow.tensor(new Float32Array(size).fill(1e3))),
  );
  // Some backends upload a tensor only when it is used.
  tensorflow.dispose(tensors.map((tensor) => tensorflow.neg(tensor)));
  tensorflow.dispose(tensors);
}

function relativeError(received: readonly ArrayLike<number>[], expected: readonly Float64Array[]): number {
  let worst = 0;
  for (const [i, want] of expected.entries()) {
    const got = received[i] as ArrayLike<number>;
    const scale = want.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-2);
    for (const [j, value] of want.entries()) {
      const error = Math.abs((got[j] as number) - value) / scale;
      worst = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(worst, error);
    }
  }
  return worst;
}
