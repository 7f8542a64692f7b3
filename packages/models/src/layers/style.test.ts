import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { MappingNetwork, StyleConvolution } from "../index.ts";
import { convolveByStyle } from "./convolve-by-style.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const draw = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(4).split(name).normal(tf.util.sizeFromShape(shape)), shape);

const x = () => draw("x", [2, 4, 5, 3]) as tf.Tensor4D;
const kernel = () => draw("kernel", [3, 3, 3, 2]) as tf.Tensor4D;
const style = () => draw("style", [2, 3]) as tf.Tensor2D;

test.each([true, false])(
  "is one convolution for each sample with its own kernel, demodulate %s",
  async (demodulate) => {
    const y = convolveByStyle({ x: x(), kernel: kernel(), style: style(), demodulate });
    const samples = [0, 1].map((i) => {
      const modulated = tf.mul(kernel(), tf.reshape(tf.slice(style(), [i, 0], [1, 3]), [1, 1, 3, 1]));
      const norm = tf.sqrt(tf.add(tf.sum(tf.square(modulated), [0, 1, 2], true), 1e-8));
      const own = (demodulate ? tf.div(modulated, norm) : modulated) as tf.Tensor4D;
      return tf.conv2d(tf.slice(x(), [i, 0, 0, 0], [1, 4, 5, 3]), own, 1, "same");
    });
    expect(await y.data()).toBeAllclose(await tf.concat(samples, 0).data(), { rtol: 1e-4, atol: 1e-5 });
  },
);

test("demodulation takes away how large the style is", async () => {
  const options = { x: x(), kernel: kernel(), demodulate: true };
  const once = convolveByStyle({ ...options, style: style() });
  const tenfold = convolveByStyle({ ...options, style: tf.mul(style(), 10) });
  expect(await tenfold.data()).toBeAllclose(await once.data(), { rtol: 1e-4, atol: 1e-5 });
});

test("a layer whose style says nothing is a demodulated convolution", async () => {
  const layer = new StyleConvolution({ filters: 2, name: "style" });
  const maps = x();
  layer.apply([maps, style()]);
  const y = layer.apply([maps, tf.zeros([2, 3])]) as tf.Tensor;
  const own = layer.weights.find(({ originalName }) => originalName === "style/kernel")?.read();
  const expected = convolveByStyle({
    x: maps,
    kernel: own as tf.Tensor4D,
    style: tf.ones([2, 3]),
    demodulate: true,
  });
  expect(await y.data()).toBeAllclose(await expected.data());
});

test("the mapping network does not see how long the latent is", async () => {
  const layer = new MappingNetwork({ units: 8, depth: 3 });
  const z = draw("z", [2, 5]);
  const run = async (latent: tf.Tensor) => [...(await (layer.apply(latent) as tf.Tensor).data())];
  expect(await run(tf.mul(z, 7))).toBeAllclose(await run(z), { rtol: 1e-4, atol: 1e-5 });
  expect(layer.weights).toHaveLength(6);
});

test("one layer of the mapping network is a leaky dense layer on the normalised latent", async () => {
  const layer = new MappingNetwork({ units: 2, depth: 1 });
  layer.build([null, 2]);
  layer.weights[0]?.write(tf.tensor2d([1, 0, 0, -1], [2, 2]));
  layer.weights[1]?.write(tf.tensor1d([0.5, 0]));
  const y = layer.apply(tf.tensor2d([2, 2], [1, 2])) as tf.Tensor;
  expect(await y.data()).toBeAllclose([1.5, -0.2]);
});
