import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link CumulativeSum}. */
export interface CumulativeSumArgs extends LayerArgs {
  readonly axis: number;
  /** Whether an entry is left out of its own sum. */
  readonly exclusive: boolean;
  /** Whether sums run from the end. */
  readonly reverse: boolean;
}

/** Running sums along one axis; any shape → the same shape. */
export class CumulativeSum extends OperationLayer {
  static readonly className: string = "GanlensCumulativeSum";
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;

  constructor(args: CumulativeSumArgs) {
    super(args);
    this.axis = args.axis;
    this.exclusive = args.exclusive;
    this.reverse = args.reverse;
  }

  protected override shapeOf(inputs: readonly tf.Shape[]): tf.Shape {
    return inputs[0] as tf.Shape;
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return tf.cumsum(x as tf.Tensor, this.axis, this.exclusive, this.reverse);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { axis, exclusive, reverse } = this;
    return { ...super.getConfig(), axis, exclusive, reverse };
  }
}
