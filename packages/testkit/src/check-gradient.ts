import type * as tfjs from "@tensorflow/tfjs";
import { expect } from "vitest";
import "./allclose.ts";

/**
 * Compares tf.grads of a scalar function with central finite differences, (f(x + ε) − f(x − ε)) / 2ε, for every element.
 *
 * Float32 limits what differences can show: choose values of order 1, and a function without kinks within ε.
 *
 * @param f a function of the inputs whose result is a scalar
 * @param inputs float32 tensors; they are not disposed
 */
export async function checkGradient({
  tf,
  f,
  inputs,
  epsilon = 1e-2,
  rtol = 1e-2,
  atol = 1e-3,
}: {
  readonly tf: typeof tfjs;
  readonly f: (...inputs: tfjs.Tensor[]) => tfjs.Tensor;
  readonly inputs: readonly tfjs.Tensor[];
  readonly epsilon?: number;
  readonly rtol?: number;
  readonly atol?: number;
}): Promise<void> {
  const scalarOf = (...tensors: tfjs.Tensor[]) => f(...tensors).asScalar();
  const gradients = tf.tidy(() => tf.grads(scalarOf)([...inputs]));
  for (const [position, input] of inputs.entries()) {
    const values = await input.data<"float32">();
    const valueAt = async (index: number, shift: number) => {
      const moved = Float32Array.from(values);
      moved[index] = (moved[index] as number) + shift;
      const result = tf.tidy(() =>
        scalarOf(...inputs.map((other, i) => (i === position ? tf.tensor(moved, input.shape) : other))),
      );
      const [value] = await result.data();
      result.dispose();
      // The step that float32 really took, not the one that was asked for.
      return { value: value as number, at: moved[index] as number };
    };
    const differences: number[] = [];
    for (let index = 0; index < values.length; index++) {
      const above = await valueAt(index, epsilon);
      const below = await valueAt(index, -epsilon);
      differences.push((above.value - below.value) / (above.at - below.at));
    }
    const gradient = gradients[position] as tfjs.Tensor;
    expect(gradient.shape).toEqual(input.shape);
    expect(await gradient.data(), `gradient of input ${position}`).toBeAllclose(differences, { rtol, atol });
  }
  for (const gradient of gradients) gradient.dispose();
}
