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

type Blocks = Required<Pick<DepthToSpaceArgs, "block" | "offsets">>;

/** [n, h, w, c·b²] → [n, h·b, w·b, c] with b the block. */
export function depthToSpace(x: tf.Tensor, { block: b, offsets }: Blocks): tf.Tensor {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const first = offsets === "first";
  const c = channels / (b * b);
  const parts = tf.reshape(x, first ? [n * height, width, b, b, c] : [n * height, width, c, b, b]);
  const turned = tf.transpose(parts, first ? [0, 2, 1, 3, 4] : [0, 3, 1, 4, 2]);
  return tf.reshape(turned, [n, height * b, width * b, c]);
}

function spaceToDepth(x: tf.Tensor, { block: b, offsets }: Blocks): tf.Tensor {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const parts = tf.reshape(x, [n * (height / b), b, width / b, b, channels]);
  const turned = tf.transpose(parts, offsets === "first" ? [0, 2, 1, 3, 4] : [0, 2, 4, 1, 3]);
  return tf.reshape(turned, [n, height / b, width / b, channels * b * b]);
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
    const { block, offsets } = this;
    return (this.inverse ? spaceToDepth : depthToSpace)(x as tf.Tensor, { block, offsets });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { block, offsets, inverse } = this;
    return { ...super.getConfig(), block, offsets, inverse };
  }
}
