import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { padAxis } from "./pad-axes.ts";

/** Settings of {@link ReflectionPadding}. */
export interface ReflectionPaddingArgs extends LayerArgs {
  /** Entries added [above, below, left, right], or one number for all; by default 1. */
  readonly padding?: number | readonly [number, number, number, number];
}

/**
 * Reflection padding: beyond the border stands the inside, mirrored at the outermost entry, which is not repeated: [1, 2, 3] with 2 in
 * front is [3, 2, 1, 2, 3].
 *
 * [batch, height, width, channels] → [batch, above + height + below, left + width + right, channels]. By slices, so gradients
 * of any order are right on every backend; that of TensorFlow.js's mirrorPad is not.
 *
 * @throws {ConfigInvalidError} when an amount is no count, or not less than the side that it mirrors
 * @throws {ShapeError} when the input is not maps
 */
export class ReflectionPadding extends OperationLayer {
  static readonly className: string = "GanlensReflectionPadding";
  readonly padding: readonly [number, number, number, number];

  constructor(args: ReflectionPaddingArgs = {}) {
    super(args);
    const { padding = 1 } = args;
    this.padding = typeof padding === "number" ? [padding, padding, padding, padding] : padding;
    for (const value of this.padding) assertCount({ layer: this, setting: "padding", value, least: 0 });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [height, width] = mapsOf(this, shapesOf(inputShape)[0]);
    const [above, below, left, right] = this.padding;
    if (Math.max(above, below) >= height || Math.max(left, right) >= width) {
      throw new ConfigInvalidError({
        message: `Expected padding below the sides of the ${height}×${width} maps of "${this.name}", received [${this.padding.join(", ")}].`,
      });
    }
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    const [above, below, left, right] = this.padding;
    return [batch, above + height + below, left + width + right, channels];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const [above, below, left, right] = this.padding;
    const rows = padAxis(x as tf.Tensor, { axis: 1, mode: "reflect", before: above, after: below });
    return padAxis(rows, { axis: 2, mode: "reflect", before: left, after: right });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), padding: [...this.padding] };
  }
}
