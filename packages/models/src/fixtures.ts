import type { NdArray } from "@ganlens/core";
import type { FixtureFunction, FixtureTable } from "@ganlens/core/fixtures";
import * as tf from "@tensorflow/tfjs";
import { BatchNormalization } from "./layers/batch-normalization.ts";

function asTensor(value: unknown): tf.Tensor {
  const { data, shape } = value as NdArray;
  return tf.tensor(data, [...shape]);
}

async function asNdArray(tensor: tf.Tensor): Promise<NdArray> {
  return { data: Float32Array.from(await tensor.data<"float32">()), shape: [...tensor.shape] };
}

/** Output, gradients of ⟨output, cotangent⟩ and moved statistics of the layer; its stored variance is the biased one. */
const batchNormalization: FixtureFunction = async ({ inputs, args, variant }) => {
  const training = variant !== "infer";
  const x = asTensor(inputs.x);
  const cotangent = asTensor(inputs.cotangent);
  const layer = new BatchNormalization({
    name: "norm",
    epsilon: args.epsilon as number,
    ...(args.momentum_keras === undefined ? {} : { momentum: args.momentum_keras as number }),
  });
  layer.build(x.shape);
  const given = [inputs.gamma, inputs.beta, inputs.mm, inputs.mv].map((value) => value && asTensor(value));
  for (const [i, value] of given.entries()) if (value) layer.weights[i]?.write(value as tf.Tensor);
  const apply = (input: tf.Tensor, updateStats: boolean) =>
    layer.apply(input, { training, updateStats }) as tf.Tensor;

  const output = apply(x, true);
  const [gamma, beta] = layer.trainableWeights.map((weight) => weight.read() as tf.Variable) as [
    tf.Variable,
    tf.Variable,
  ];
  const ofX = tf.grad((input: tf.Tensor) => tf.sum(tf.mul(cotangent, apply(input, false))))(x);
  const { value, grads } = tf.variableGrads(
    () => tf.sum<tf.Scalar>(tf.mul(cotangent, apply(x, false))),
    [gamma, beta],
  );
  const [mean, variance] = layer.nonTrainableWeights.map((weight) => weight.read()) as [tf.Tensor, tf.Tensor];
  const answer = {
    output: await asNdArray(output),
    grads: {
      x: await asNdArray(ofX),
      gamma: await asNdArray(grads[gamma.name] as tf.Tensor),
      beta: await asNdArray(grads[beta.name] as tf.Tensor),
    },
    ...(args.momentum_keras === undefined
      ? {}
      : {
          parts: {
            moving_mean_keras: await asNdArray(mean),
            moving_variance_keras_population: await asNdArray(variance),
          },
        }),
  };
  tf.dispose([
    x,
    cotangent,
    output,
    ofX,
    value,
    grads,
    given.filter((tensor) => tensor instanceof tf.Tensor),
  ]);
  for (const weight of layer.weights) weight.dispose();
  return answer;
};

/** The reference cases of family `layers` that this package answers. */
export const fixtures: FixtureTable = {
  "layers/batch_norm": batchNormalization,
};
