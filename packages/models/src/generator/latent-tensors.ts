import {
  ConfigInvalidError,
  type LatentSpec,
  type Latents,
  labelPart,
  ShapeError,
  vectorParts,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { NetworkInput } from "./generator-network.ts";

/**
 * A generator's inputs as tensors, one for each of the network's inputs in its order.
 *
 * A part goes to the input that it names; parts that name none go to the inputs in order, noise and codes first.
 *
 * @throws {ShapeError} when parts and inputs do not fit each other
 * @throws {ConfigInvalidError} when a label is none of the classes
 */
export function latentTensors(
  { z, labels }: Latents,
  {
    spec,
    inputs,
    noise = tf.tensor2d(z.data, [z.shape[0] ?? 0, z.shape[1] ?? 0]),
  }: {
    readonly spec: LatentSpec;
    readonly inputs: readonly NetworkInput[];
    /** z as a tensor, where a gradient is to follow it. */
    readonly noise?: tf.Tensor2D;
  },
): tf.Tensor[] {
  const count = z.shape[0] ?? 0;
  const vectors = vectorParts(spec);
  const label = labelPart(spec);
  let left = 0;
  const values = vectors.map((part, i) => {
    const input = inputNamed(inputs, part.input?.name, i);
    const whole = vectors.length === 1 && part.size === z.shape[1];
    const columns = whole ? noise : tf.slice(noise, [0, left], [count, part.size]);
    left += part.size;
    return { input, value: tf.reshape(columns, [count, ...input.shape]) };
  });
  if (label !== undefined) {
    const input = inputNamed(inputs, label.input?.name, vectors.length);
    if (labels === undefined) {
      throw new ShapeError({
        message: `Expected labels beside the noise for "${label.name}", received none.`,
      });
    }
    assertLabels(labels, label.classes);
    const numbers = tf.tensor1d(labels, "int32");
    const value = label.encoding === "one-hot" ? tf.oneHot(numbers, label.classes) : (numbers as tf.Tensor);
    values.push({ input, value: tf.cast(tf.reshape(value, [count, ...input.shape]), input.dtype) });
  }
  return inputs.map((input) => {
    const found = values.find((each) => each.input === input);
    if (found === undefined) {
      throw new ShapeError({
        message: `Expected a value for the input "${input.name}" of shape [${input.shape.join(", ")}], received none.`,
        hint: "Name every input of the model in the latent specification.",
      });
    }
    return found.value;
  });
}

/** Refused here, where labels are still numbers: tensors are not read while a network runs. */
function assertLabels(labels: Int32Array, classes: number): void {
  const at = labels.findIndex((label) => label < 0 || label >= classes);
  if (at < 0) return;
  throw new ConfigInvalidError({
    message: `Expected labels from 0 to ${classes - 1}, received ${labels[at]} at place ${at}.`,
  });
}

function inputNamed(inputs: readonly NetworkInput[], name: string | undefined, at: number): NetworkInput {
  const found = name === undefined ? inputs[at] : inputs.find((input) => input.name === name);
  if (found !== undefined) return found;
  throw new ShapeError({
    message: `Expected an input ${name === undefined ? `number ${at + 1}` : `"${name}"`} of the model, which has ${inputs.map((input) => `"${input.name}"`).join(", ")}.`,
  });
}
