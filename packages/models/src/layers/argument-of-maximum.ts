import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link ArgumentOfMaximum}. */
export interface ArgumentOfMaximumArgs extends LayerArgs {
  readonly axis: number;
  /** Whether the axis stays, with one entry. */
  readonly keep: boolean;
  /** True: the place of the smallest entry. */
  readonly smallest: boolean;
}

/** The place of the largest entry along one axis, as a float32 number. */
export class ArgumentOfMaximum extends OperationLayer {
  static readonly className: string = "GanlensArgumentOfMaximum";
  readonly axis: number;
  readonly keep: boolean;
  readonly smallest: boolean;

  constructor(args: ArgumentOfMaximumArgs) {
    super(args);
    this.axis = args.axis;
    this.keep = args.keep;
    this.smallest = args.smallest;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).flatMap((side, i) =>
      i === this.axis ? (this.keep ? [1] : []) : [side as number],
    );
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor;
    const place = tf.cast(tf.argMax(this.smallest ? tf.neg(x) : x, this.axis), "float32");
    return this.keep ? tf.expandDims(place, this.axis) : place;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { axis, keep, smallest } = this;
    return { ...super.getConfig(), axis, keep, smallest };
  }
}
