import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels, type Restore } from "../kernels/install-kernels.ts";
import { adamUpdate } from "../optimizers/adam-update.ts";
import { nativeKernels } from "./native-kernels.ts";

const { validate } = WebAssembly;
const restores: Restore[] = [];

beforeAll(async () => {
  tf.env().set("PROD", true);
  // What tfjs and we both ask whether there is SIMD.
  WebAssembly.validate = () => false;
  await tf.setBackend("wasm");
  restores.push(installKernels(tf), installGradients(tf));
});

afterAll(() => {
  for (const restore of restores) restore();
  WebAssembly.validate = validate;
});

const normal = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(43).split(name).normal(tf.util.sizeFromShape(shape)), shape);

it("without SIMD the compiled kernels do not load, and a step still equals the one on cpu", async () => {
  expect(nativeKernels(tf)).toBeNull();
  const step = () =>
    tf.tidy(() => {
      const x = normal("x", [2, 6, 5, 3]) as tf.Tensor4D;
      const run = (filter: tf.Tensor, dense: tf.Tensor) => {
        const y = tf.leakyRelu(tf.conv2d(x, filter as tf.Tensor4D, 2, "same"), 0.2);
        const flat = tf.reshape(y, [2, 36]);
        const z = tf.tanh(tf.matMul(flat, dense as tf.Tensor2D, false, true));
        return tf.add(tf.mean(tf.softplus(z)), tf.sum(tf.mean(z, 0)));
      };
      const parameters = [normal("filter", [3, 3, 3, 4]), normal("dense", [5, 36])];
      const gradients = tf.grads(run)(parameters);
      const settings = { rate: 0.1, beta1: 0.9, beta2: 0.999, secondScale: 1, epsilon: 1e-3 };
      return parameters.flatMap((parameter, i) => {
        const zeros = tf.zerosLike(parameter);
        const gradient = gradients[i] as tf.Tensor;
        const moved = adamUpdate(tf, { parameter, gradient, first: zeros, second: zeros, ...settings });
        return [gradient, moved.parameter];
      });
    });
  const values = async () => {
    const tensors = step();
    const all = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
    tf.dispose(tensors);
    return all.flat();
  };
  const wasm = await values();
  await tf.setBackend("cpu");
  for (const [i, value] of (await values()).entries()) expect(wasm[i]).toBeCloseTo(value, 4);
  await tf.setBackend("wasm");
});
