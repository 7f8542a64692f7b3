import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { broadcastShape } from "./broadcast-shape.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { withoutGradient } from "./without-gradient.ts";

type Operation = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const comparison =
  (compare: Operation): Operation =>
  (a, b) =>
    withoutGradient((x, y) => tf.cast(compare(x as tf.Tensor, y as tf.Tensor), "float32"), a, b);
const isTrue = (x: tf.Tensor) => tf.notEqual(x, 0);

/** Truth values are carried as the numbers 0 and 1. */
const operations: Readonly<Record<string, Operation>> = {
  add: (a, b) => tf.add(a, b),
  subtract: (a, b) => tf.sub(a, b),
  multiply: (a, b) => tf.mul(a, b),
  divide: (a, b) => tf.div(a, b),
  // Of whole numbers, rounded towards 0; the small term keeps 3 / 3 from falling below 1.
  quotient: (a, b) => {
    const ratio = tf.div(tf.cast(a, "float32"), tf.cast(b, "float32"));
    return tf.mul(tf.sign(ratio), tf.floor(tf.add(tf.abs(ratio), 1e-6)));
  },
  power: (a, b) => tf.pow(a, b),
  minimum: (a, b) => tf.minimum(a, b),
  maximum: (a, b) => tf.maximum(a, b),
  // Relu with a slope of its own below zero: max(0, a) + b · min(0, a).
  slope: (a, b) => tf.add(tf.relu(a), tf.mul(b, tf.minimum(a, 0))),
  // a − b · floor(a / b), and with the sign of the dividend.
  modulo: (a, b) => tf.mod(a, b),
  remainder: (a, b) => tf.sub(a, tf.mul(b, tf.mul(tf.sign(tf.div(a, b)), tf.floor(tf.abs(tf.div(a, b)))))),
  equal: comparison((a, b) => tf.equal(a, b)),
  greater: comparison((a, b) => tf.greater(a, b)),
  atleast: comparison((a, b) => tf.greaterEqual(a, b)),
  less: comparison((a, b) => tf.less(a, b)),
  atmost: comparison((a, b) => tf.lessEqual(a, b)),
  and: comparison((a, b) => tf.logicalAnd(isTrue(a), isTrue(b))),
  or: comparison((a, b) => tf.logicalOr(isTrue(a), isTrue(b))),
  differs: comparison((a, b) => tf.notEqual(a, b)),
};

/** Settings of {@link Arithmetic}. */
export interface ArithmeticArgs extends LayerArgs {
  /** The operation's name, for example `subtract`. */
  readonly operation: string;
  /** On which side a constant of the layer's own stands; by default there are two inputs. */
  readonly constant?: "none" | "left" | "right";
  /** The shape of that constant. */
  readonly constantShape?: readonly number[];
}

/**
 * An operation on two tensors that broadcast, or on one tensor and a constant of the layer's own (its weight `constant`).
 *
 * @throws {ConfigInvalidError} when there is no such operation
 * @throws {ShapeError} when the shapes do not broadcast
 */
export class Arithmetic extends OperationLayer {
  static readonly className: string = "GanlensArithmetic";
  readonly operation: string;
  readonly constant: "none" | "left" | "right";
  readonly constantShape: readonly number[];
  #constant: tf.LayerVariable | undefined;

  constructor(args: ArithmeticArgs) {
    super(args);
    this.operation = args.operation;
    this.constant = args.constant ?? "none";
    this.constantShape = args.constantShape ?? [];
    if (!Object.hasOwn(operations, this.operation)) {
      throw new ConfigInvalidError({
        message: `Expected the name of an operation for "${this.name}", received "${this.operation}".`,
        hint: `Known are: ${Object.keys(operations).join(", ")}.`,
      });
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.constant !== "none") this.#constant = this.parameter("constant", this.constantShape);
    super.build(inputShape);
  }

  protected override shapeOf([a, b]: readonly tf.Shape[]): tf.Shape {
    const other = this.constant === "none" ? b : [...this.constantShape];
    return broadcastShape(a as tf.Shape, other as tf.Shape);
  }

  protected override compute([a, b]: readonly tf.Tensor[]): tf.Tensor {
    const operation = operations[this.operation] as Operation;
    const x = a as tf.Tensor;
    if (!this.#constant) return operation(x, b as tf.Tensor);
    const constant = this.#constant.read();
    return this.constant === "left" ? operation(constant, x) : operation(x, constant);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { operation, constant, constantShape } = this;
    return { ...super.getConfig(), operation, constant, constantShape: [...constantShape] };
  }
}
