import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";

/** Rows of numbers as a tensor; a flat list as a vector. */
export const rows = (values: readonly number[] | readonly (readonly number[])[]): tf.Tensor =>
  tf.tensor(values as number[]);

/** `count` numbers of order 1 that look irregular and are always the same, as a tensor. */
export function someValues(shape: readonly number[], phase = 0): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, i) => 1.3 * Math.sin(2.7 * i + 1.9 * phase + 0.4 * i * i)),
    [...shape],
  );
}

/** The numbers of a tensor, which is disposed. */
export async function numbersOf(tensor: tf.Tensor): Promise<number[]> {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

/**
 * Expects a scalar with the given value, the gradient of finite differences in every input, and no tensor left behind.
 *
 * @param value computed by other means; left out where only the gradient is looked at
 * @param fixed what the loss takes beside the inputs and has no gradient: disposed afterwards, as inputs are
 */
export async function expectLoss({
  loss,
  inputs,
  value,
  fixed = [],
  epsilon = 1e-2,
  atol = 2e-3,
}: {
  readonly loss: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly inputs: readonly tf.Tensor[];
  readonly value?: number;
  readonly fixed?: readonly tf.Tensor[];
  readonly epsilon?: number;
  readonly atol?: number;
}): Promise<void> {
  const made = loss(...inputs);
  expect(made.shape).toEqual([]);
  const [found] = await numbersOf(made);
  if (value !== undefined) expect([found as number]).toBeAllclose([value], { rtol: 1e-4, atol: 1e-5 });
  await checkGradient({ tf, f: loss, inputs, epsilon, atol });
  await expectNoLeak(tf, () => loss(...inputs).dispose());
  tf.dispose([...inputs, ...fixed]);
}
