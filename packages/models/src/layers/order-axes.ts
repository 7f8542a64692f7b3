import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link OrderAxes}. */
export interface OrderAxesArgs extends LayerArgs {
  /** The output's axis i is the input's axis `axes[i]`. */
  readonly axes: readonly number[];
}

/** Transposes: unlike TensorFlow.js's Permute also the batch axis. */
export class OrderAxes extends OperationLayer {
  static readonly className: string = "GanlensOrderAxes";
  readonly axes: readonly number[];

  constructor(args: OrderAxesArgs) {
    super(args);
    this.axes = args.axes;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return this.axes.map((axis) => (shape as tf.Shape)[axis] as number | null);
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return tf.transpose(x as tf.Tensor, [...this.axes]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axes: [...this.axes] };
  }
}
