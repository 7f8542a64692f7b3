import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { normalizeBatch } from "./normalize-batch.ts";

/** A function with variables. */
export interface Layer {
  readonly variables: readonly tf.Variable[];
  apply(x: tf.Tensor): tf.Tensor;
}

/** Builds layers whose weights are drawn by name, the same on every backend. */
export class LayerFactory {
  readonly #random: Random;
  #count = 0;

  constructor(name: string) {
    this.#random = Random.fromSeed(1).split(name);
  }

  dense(inputs: number, outputs: number): Layer {
    const weights = this.#weights([inputs, outputs], Math.sqrt(1 / inputs));
    const bias = constantVariable(outputs, 0);
    return {
      variables: [weights, bias],
      apply: (x) => tf.fused.matMul({ a: x as tf.Tensor2D, b: weights as tf.Tensor2D, bias }),
    };
  }

  /** Stride 2, padding `same`. */
  convolution(size: number, inputs: number, outputs: number): Layer {
    const filter = this.#weights([size, size, inputs, outputs], Math.sqrt(1 / (size * size * inputs)));
    const bias = constantVariable(outputs, 0);
    return {
      variables: [filter, bias],
      apply: (x) =>
        tf.fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as unknown as tf.Tensor4D,
          strides: 2,
          pad: "same",
          bias,
        }),
    };
  }

  /** Doubles height and width. */
  transposedConvolution(size: number, inputs: number, outputs: number): Layer {
    const filter = this.#weights([size, size, outputs, inputs], Math.sqrt(4 / (size * size * inputs)));
    const bias = constantVariable(outputs, 0);
    return {
      variables: [filter, bias],
      apply: (x) => {
        const [batch = 0, height = 0, width = 0] = x.shape;
        const shape: [number, number, number, number] = [batch, height * 2, width * 2, outputs];
        const kernel = filter as unknown as tf.Tensor4D;
        return tf.add(tf.conv2dTranspose(x as tf.Tensor4D, kernel, shape, 2, "same"), bias);
      },
    };
  }

  /** With the batch's own statistics, as in training. */
  batchNormalization(channels: number): Layer {
    const scale = constantVariable(channels, 1);
    const offset = constantVariable(channels, 0);
    return {
      variables: [scale, offset],
      apply: (x) => normalizeBatch(x, scale, offset),
    };
  }

  /** Values in [−1, 1) or, with `low` 0, in [0, 1). */
  data(shape: number[], low: -1 | 0): tf.Tensor {
    const values = this.#next().uniform(tf.util.sizeFromShape(shape));
    return tf.tensor(low === 0 ? values : values.map((value) => 2 * value - 1), shape);
  }

  normalData(shape: number[]): tf.Tensor {
    return tf.tensor(this.#next().normal(tf.util.sizeFromShape(shape)), shape);
  }

  #weights(shape: number[], deviation: number): tf.Variable {
    return tf.tidy(() => tf.variable(tf.mul(this.normalData(shape), deviation)));
  }

  #next(): Random {
    this.#count += 1;
    return this.#random.split(`${this.#count}`);
  }
}

/** A layer without variables. */
export function activation(apply: (x: tf.Tensor) => tf.Tensor): Layer {
  return { variables: [], apply };
}

/** Layers one after another. */
export function sequence(...layers: Layer[]): Layer {
  return {
    variables: layers.flatMap(({ variables }) => variables),
    apply: (x) => layers.reduce((value, layer) => layer.apply(value), x),
  };
}

export const relu: Layer = activation((x) => tf.relu(x));
export const leakyRelu: Layer = activation((x) => tf.leakyRelu(x, 0.2));
export const tanh: Layer = activation((x) => tf.tanh(x));

function constantVariable(size: number, value: number): tf.Variable {
  return tf.tidy(() => tf.variable(tf.fill([size], value)));
}
