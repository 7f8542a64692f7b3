import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { depthToSpace } from "./depth-to-space.ts";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link PixelShuffle}. */
export interface PixelShuffleArgs extends LayerArgs {
  /** How many times larger height and width become; by default 2. */
  readonly factor?: number;
}

/**
 * Pixel shuffle: [batch, h, w, c · r²] → [batch, h · r, w · r, c] with r the factor.
 *
 * y[h · r + i, w · r + j, k] = x[h, w, k · r² + i · r + j]: channels in PyTorch's order, not in that of TensorFlow's depth_to_space.
 * By reshape and transposition, so gradients of any order are right on every backend.
 *
 * @throws {ConfigInvalidError} when the factor is no count, or its square does not divide the channels
 * @throws {ShapeError} when the input is not maps
 * @see Shi et al. 2016
 */
export class PixelShuffle extends OperationLayer {
  static readonly className: string = "GanlensPixelShuffle";
  readonly factor: number;

  constructor(args: PixelShuffleArgs = {}) {
    super(args);
    this.factor = args.factor ?? 2;
    assertCount({ layer: this, setting: "factor", value: this.factor });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = mapsOf(this, shapesOf(inputShape)[0])[2];
    if (channels % this.factor ** 2 !== 0) {
      throw new ConfigInvalidError({
        message: `Expected a factor whose square divides the ${channels} channels of "${this.name}", received ${this.factor} (${this.factor ** 2}).`,
      });
    }
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    return [batch, height * this.factor, width * this.factor, channels / this.factor ** 2];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return depthToSpace(x as tf.Tensor, { block: this.factor, offsets: "last" });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor };
  }
}
