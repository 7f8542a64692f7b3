import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link ReshapeAxes}. */
export interface ReshapeAxesArgs extends LayerArgs {
  /** The whole output shape; −1 stands for the side that depends on the batch. */
  readonly target: readonly number[];
}

/** Reshapes a whole tensor; TensorFlow.js's Reshape keeps the batch axis where it is. */
export class ReshapeAxes extends OperationLayer {
  static readonly className: string = "GanlensReshapeAxes";
  readonly target: readonly number[];

  constructor(args: ReshapeAxesArgs) {
    super(args);
    this.target = args.target;
  }

  protected override shapeOf(): tf.Shape {
    return this.target.map((side) => (side === -1 ? null : side));
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return tf.reshape(x as tf.Tensor, [...this.target]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), target: [...this.target] };
  }
}
