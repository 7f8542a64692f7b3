import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link ClassIndicators}. */
export interface ClassIndicatorsArgs extends LayerArgs {
  readonly classes: number;
  /** What stands where the class is; by default 1. */
  readonly on?: number;
  /** What stands elsewhere; by default 0. */
  readonly off?: number;
}

/**
 * Class numbers of any shape → the same shape with one more axis of `classes` indicators; negative numbers count from
 * the end. A dense layer on top is an embedding whose gradient is a matrix product, which every backend has.
 */
export class ClassIndicators extends OperationLayer {
  static readonly className: string = "GanlensClassIndicators";
  readonly classes: number;
  readonly on: number;
  readonly off: number;

  constructor(args: ClassIndicatorsArgs) {
    super(args);
    this.classes = args.classes;
    this.on = args.on ?? 1;
    this.off = args.off ?? 0;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [...(shape as tf.Shape), this.classes];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const numbers = tf.cast(input as tf.Tensor, "int32");
    const wrapped = tf.where(tf.less(numbers, 0), tf.add(numbers, tf.scalar(this.classes, "int32")), numbers);
    const flat = tf.reshape(wrapped, [-1]) as tf.Tensor1D;
    const rows = tf.cast(tf.oneHot(flat, this.classes, this.on, this.off), "float32");
    return tf.reshape(rows, [...numbers.shape, this.classes]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { classes, on, off } = this;
    return { ...super.getConfig(), classes, on, off };
  }
}
