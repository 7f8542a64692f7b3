import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { withoutGradient } from "./without-gradient.ts";

type Function = (x: tf.Tensor, first: number, second: number) => tf.Tensor;

const half = (x: tf.Tensor) => tf.mul(x, 0.5);
const gelu: Function = (x) => tf.mul(half(x), tf.add(1, tf.erf(tf.mul(x, Math.SQRT1_2))));
const geluTanh: Function = (x) => {
  const inner = tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.mul(x, tf.square(x)))));
  return tf.mul(half(x), tf.add(1, tf.tanh(inner)));
};
const clip: Function = (x, low, high) => tf.minimum(tf.maximum(x, low), high);
const hardSigmoid: Function = (x, slope, shift) => clip(tf.add(tf.mul(x, slope), shift), 0, 1);

/** Names are lower-case words: TensorFlow.js changes the case of a config's values. */
const functions: Readonly<Record<string, Function>> = {
  identity: (x) => x,
  abs: (x) => tf.abs(x),
  ceil: (x) => tf.ceil(x),
  // max(0, x) + min(0, alpha · (exp(x / alpha) − 1)); the second argument of exp is kept from overflowing.
  celu: (x, alpha) => tf.add(tf.relu(x), tf.mul(alpha, tf.sub(tf.exp(tf.div(tf.minimum(x, 0), alpha)), 1))),
  clip,
  cos: (x) => tf.cos(x),
  elu: (x, alpha) => tf.add(tf.relu(x), tf.mul(alpha, tf.sub(tf.exp(tf.minimum(x, 0)), 1))),
  erf: (x) => tf.erf(x),
  exp: (x) => tf.exp(x),
  floor: (x) => tf.floor(x),
  gelu,
  gelutanh: geluTanh,
  hardsigmoid: hardSigmoid,
  hardswish: (x) => tf.mul(x, hardSigmoid(x, 1 / 6, 0.5)),
  integer: (given) => withoutGradient((x) => tf.mul(tf.sign(x), tf.floor(tf.abs(x))), given),
  leaky: (x, alpha) => tf.add(tf.relu(x), tf.mul(alpha, tf.minimum(x, 0))),
  log: (x) => tf.log(x),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  negative: (x) => tf.neg(x),
  not: (given) => withoutGradient((x) => tf.cast(tf.equal(x, 0), "float32"), given),
  reciprocal: (x) => tf.div(1, x),
  // Rounds halves to the even neighbour, as ONNX says and tf.round does.
  round: (x) => tf.round(x),
  selu: (x, alpha, gamma) =>
    tf.mul(gamma, tf.add(tf.relu(x), tf.mul(alpha, tf.sub(tf.exp(tf.minimum(x, 0)), 1)))),
  sign: (x) => tf.sign(x),
  sin: (x) => tf.sin(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(1, tf.abs(x))),
  number: (x) => tf.cast(x, "float32"),
  sqrt: (x) => tf.sqrt(x),
  square: (x) => tf.square(x),
  tan: (x) => tf.tan(x),
  thresholded: (given, alpha) =>
    tf.mul(
      given,
      withoutGradient((x) => tf.cast(tf.greater(x, alpha), "float32"), given),
    ),
  truth: (given) => withoutGradient((x) => tf.cast(tf.notEqual(x, 0), "float32"), given),
};

/** Settings of {@link Elementwise}. */
export interface ElementwiseArgs extends LayerArgs {
  /** The function's name, for example `gelu`. */
  readonly operation: string;
  /** What the function calls alpha, or its lower bound. */
  readonly first?: number;
  /** What the function calls beta or gamma, or its upper bound. */
  readonly second?: number;
}

/**
 * A function of each number by itself, of those that TensorFlow.js has no activation for: any shape → the same shape.
 *
 * @throws {ConfigInvalidError} when there is no such function
 */
export class Elementwise extends OperationLayer {
  static readonly className: string = "GanlensElementwise";
  readonly operation: string;
  readonly first: number;
  readonly second: number;

  constructor(args: ElementwiseArgs) {
    super(args);
    this.operation = args.operation;
    this.first = args.first ?? 0;
    this.second = args.second ?? 0;
    if (!Object.hasOwn(functions, this.operation)) {
      throw new ConfigInvalidError({
        message: `Expected the name of a function for "${this.name}", received "${this.operation}".`,
        hint: `Known are: ${Object.keys(functions).join(", ")}.`,
      });
    }
  }

  protected override shapeOf(inputs: readonly tf.Shape[]): tf.Shape {
    return inputs[0] as tf.Shape;
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return (functions[this.operation] as Function)(x as tf.Tensor, this.first, this.second);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { operation, first, second } = this;
    return { ...super.getConfig(), operation, first, second };
  }
}
