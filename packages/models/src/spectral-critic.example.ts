import {
  applyModel,
  MinibatchStandardDeviation,
  SelfAttention,
  SpectralConvolution,
  SpectralDense,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

const image = tf.input({ shape: [28, 28, 1], name: "critic/image" });
const layers = [
  new SpectralConvolution({ filters: 16, kernelSize: 4, strides: 2, name: "critic/down1" }),
  tf.layers.leakyReLU({ alpha: 0.2, name: "critic/hidden1" }),
  new SelfAttention({ name: "critic/attention" }),
  new SpectralConvolution({ filters: 32, kernelSize: 4, strides: 2, name: "critic/down2" }),
  tf.layers.leakyReLU({ alpha: 0.2, name: "critic/hidden2" }),
  new MinibatchStandardDeviation({ groupSize: 4, name: "critic/deviation" }),
  tf.layers.flatten({ name: "critic/features" }),
  new SpectralDense({ units: 1, name: "critic/score" }),
];
const score = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, image);
const critic = tf.model({ inputs: image, outputs: score, name: "critic" });

const scores = applyModel(critic, tf.randomUniform([8, 28, 28, 1]), { training: true }) as tf.Tensor2D;
console.log(scores.shape); // [8, 1]
