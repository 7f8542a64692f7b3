import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link DepthToSpace}. */
export interface DepthToSpaceArgs extends LayerArgs {
  readonly block: number;
  /** Where the block's offsets stand within the channels: in front (TensorFlow) or behind (PyTorch's PixelShuffle). */
  readonly offsets: "first" | "last";
  /** True for the inverse, space to depth. */
  readonly inverse?: boolean;
}

/**
 * Pixel shuffle: [n, h, w, c·b²] → [n, h·b, w·b, c], or back. By reshape and transposition, which have gradients where
 * TensorFlow.js's own operation has none.
 *
 * @see Shi et al. 2016, sub-pixel convolution
 */
export class DepthToSpace extends OperationLayer {
  static readonly className: string = "GanlensDepthToSpace";
  readonly block: number;
  readonly offsets: "first" | "last";
  readonly inverse: boolean;

  constructor(args: DepthToSpaceArgs) {
    super(args);
    this.block = args.block;
    this.offsets = args.offsets;
    this.inverse = args.inverse ?? false;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    const b = this.block;
    return this.inverse
      ? [batch, height / b, width / b, channels * b * b]
      : [batch, height * b, width * b, channels / (b * b)];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const [n, height, width, channels] = (x as tf.Tensor).shape as [number, number, number, number];
    const b = this.block;
    const first = this.offsets === "first";
    if (this.inverse) {
      const parts = tf.reshape(x as tf.Tensor, [n * (height / b), b, width / b, b, channels]);
      const turned = tf.transpose(parts, first ? [0, 2, 1, 3, 4] : [0, 2, 4, 1, 3]);
      return tf.reshape(turned, [n, height / b, width / b, channels * b * b]);
    }
    const c = channels / (b * b);
    const parts = tf.reshape(
      x as tf.Tensor,
      first ? [n * height, width, b, b, c] : [n * height, width, c, b, b],
    );
    const turned = tf.transpose(parts, first ? [0, 2, 1, 3, 4] : [0, 3, 1, 4, 2]);
    return tf.reshape(turned, [n, height * b, width * b, c]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { block, offsets, inverse } = this;
    return { ...super.getConfig(), block, offsets, inverse };
  }
}
