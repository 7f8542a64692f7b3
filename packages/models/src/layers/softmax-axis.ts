import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link SoftmaxAxis}. */
export interface SoftmaxAxisArgs extends LayerArgs {
  readonly axis: number;
  /** True for the logarithm of the softmax. */
  readonly log?: boolean;
}

/** exp(x) / Σ exp(x) over one axis, or its logarithm x − log Σ exp(x). */
export class SoftmaxAxis extends OperationLayer {
  static readonly className: string = "GanlensSoftmaxAxis";
  readonly axis: number;
  readonly log: boolean;

  constructor(args: SoftmaxAxisArgs) {
    super(args);
    this.axis = args.axis;
    this.log = args.log ?? false;
  }

  protected override shapeOf(inputs: readonly tf.Shape[]): tf.Shape {
    return inputs[0] as tf.Shape;
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const input = x as tf.Tensor;
    if (this.log) return tf.sub(input, tf.logSumExp(input, this.axis, true));
    if (this.axis === input.rank - 1) return tf.softmax(input);
    const axes = input.shape.map((_, i) => i);
    [axes[this.axis], axes[input.rank - 1]] = [input.rank - 1, this.axis];
    return tf.transpose(tf.softmax(tf.transpose(input, axes)), axes);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.axis, log: this.log };
  }
}
