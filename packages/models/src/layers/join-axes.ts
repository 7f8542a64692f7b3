import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link JoinAxes}. */
export interface JoinAxesArgs extends LayerArgs {
  readonly axis: number;
}

/** Joins tensors along any axis, the batch's too. */
export class JoinAxes extends OperationLayer {
  static readonly className: string = "GanlensJoinAxes";
  readonly axis: number;

  constructor(args: JoinAxesArgs) {
    super(args);
    this.axis = args.axis;
  }

  protected override shapeOf(inputs: readonly tf.Shape[]): tf.Shape {
    const [first] = inputs as [tf.Shape];
    return first.map((side, i) => {
      const sides = inputs.map((shape) => shape[i] as number | null);
      if (i !== this.axis) return sides.find((other) => other !== null) === undefined ? null : side;
      return sides.some((other) => other === null)
        ? null
        : sides.reduce<number>((sum, other) => sum + (other as number), 0);
    });
  }

  protected override compute(inputs: readonly tf.Tensor[]): tf.Tensor {
    return tf.concat([...inputs], this.axis);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.axis };
  }
}
