import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link SpreadAxes}. */
export interface SpreadAxesArgs extends LayerArgs {
  /** How often each axis is repeated as a whole: [a, b] twice is [a, b, a, b]. */
  readonly times: readonly number[];
}

/** Repeats a tensor along its axes, as tf.tile does; by joining copies, which is quick on every backend. */
export class SpreadAxes extends OperationLayer {
  static readonly className: string = "GanlensSpreadAxes";
  readonly times: readonly number[];

  constructor(args: SpreadAxesArgs) {
    super(args);
    this.times = args.times;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).map((side, i) => (side === null ? null : side * (this.times[i] as number)));
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return this.times.reduce((rest, count, axis) => {
      if (count === 1) return rest;
      // An axis of one entry is spread by multiplying with ones, which broadcasts.
      if (rest.shape[axis] === 1) {
        return tf.mul(rest, tf.ones(rest.shape.map((_, i) => (i === axis ? count : 1))));
      }
      return tf.concat(Array<tf.Tensor>(count).fill(rest), axis);
    }, x as tf.Tensor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), times: [...this.times] };
  }
}
