import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link PoolMaps}. */
export interface PoolMapsArgs extends LayerArgs {
  readonly operation: "mean" | "max";
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  /** [above, below, left, right]. */
  readonly padding: readonly [number, number, number, number];
  /** Whether padding counts in a mean; by default false. */
  readonly countPadding?: boolean;
}

/** Lower than any activation, and finite, so that no gradient becomes NaN. */
const lowest = -3e38;

/** The mean or maximum of windows: [n, h, w, c] → [n, h′, w′, c], with any padding. */
export class PoolMaps extends OperationLayer {
  static readonly className: string = "GanlensPoolMaps";
  readonly settings: Required<Omit<PoolMapsArgs, keyof LayerArgs>>;

  constructor(args: PoolMapsArgs) {
    super(args);
    const { operation, size, strides, padding, countPadding } = args;
    this.settings = { operation, size, strides, padding, countPadding: countPadding ?? false };
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    const { size, strides, padding } = this.settings;
    const [above, below, left, right] = padding;
    return [
      batch,
      Math.floor((height + above + below - size[0]) / strides[0]) + 1,
      Math.floor((width + left + right - size[1]) / strides[1]) + 1,
      channels,
    ];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    const { operation, size, strides, padding, countPadding } = this.settings;
    const [above, below, left, right] = padding;
    const amounts: [[number, number], [number, number], [number, number], [number, number]] = [
      [0, 0],
      [above, below],
      [left, right],
      [0, 0],
    ];
    const none = padding.every((amount) => amount === 0);
    if (operation === "max") {
      const wide = none ? x : tf.pad4d(x, amounts, lowest);
      return tf.maxPool(wide, [...size], [...strides], "valid");
    }
    const mean = tf.avgPool(none ? x : tf.pad4d(x, amounts), [...size], [...strides], "valid");
    if (none || countPadding) return mean;
    const inside = tf.pad4d(tf.ones([1, x.shape[1], x.shape[2], 1]), amounts);
    return tf.div(mean, tf.avgPool(inside as tf.Tensor4D, [...size], [...strides], "valid"));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, strides, padding, ...rest } = this.settings;
    return {
      ...super.getConfig(),
      ...rest,
      size: [...size],
      strides: [...strides],
      padding: [...padding],
    };
  }
}
