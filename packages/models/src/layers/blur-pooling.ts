import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { multiplyAxis } from "./multiply-axis.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { largestMatrix } from "./resize-axes.ts";

/** Settings of {@link BlurPooling}. */
export interface BlurPoolingArgs extends LayerArgs {
  /** From one output to the next; by default 2. */
  readonly strides?: number;
}

/** Of one axis; divided by their sum. */
const taps = [1, 3, 3, 1];

/** The matrix [to, from] that blurs and strides one axis with one zero in front. */
function blurMatrix(from: number, to: number, strides: number): Float32Array {
  const sum = taps.reduce((a, b) => a + b, 0);
  const matrix = new Float32Array(to * from);
  for (let row = 0; row < to; row++) {
    for (const [i, tap] of taps.entries()) {
      const column = row * strides + i - 1;
      if (column >= 0 && column < from) matrix[row * from + column] = tap / sum;
    }
  }
  return matrix;
}

/**
 * Antialiased downsampling: each axis is blurred by [1, 3, 3, 1] / 8 with zeros beyond the border, then every `strides`-th entry
 * is taken.
 *
 * [batch, height, width, channels] → [batch, ⌊(height − 2) / strides⌋ + 1, ⌊(width − 2) / strides⌋ + 1, channels]. Linear, by
 * matrix products: gradients of any order are right on every backend.
 *
 * @throws {ConfigInvalidError} when `strides` is no count, or a side is less than 2 or too large
 * @throws {ShapeError} when the input is not maps
 * @see Zhang 2019, making convolutional networks shift-invariant again
 */
export class BlurPooling extends OperationLayer {
  static readonly className: string = "GanlensBlurPooling";
  readonly strides: number;
  #matrices: readonly Float32Array[] = [];

  constructor(args: BlurPoolingArgs = {}) {
    super(args);
    this.strides = args.strides ?? 2;
    assertCount({ layer: this, setting: "strides", value: this.strides });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const sides = mapsOf(this, shapesOf(inputShape)[0]).slice(0, 2);
    if (sides.some((side) => side < 2 || side * this.#blurred(side) > largestMatrix)) {
      throw new ConfigInvalidError({
        message: `Expected sides from 2, of at most ${largestMatrix} products, for "${this.name}", received maps of ${sides.join("×")}.`,
      });
    }
    this.#matrices = sides.map((side) => blurMatrix(side, this.#blurred(side), this.strides));
    super.build(inputShape);
  }

  #blurred(side: number): number {
    return Math.floor((side - 2) / this.strides) + 1;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    return [batch, this.#blurred(height), this.#blurred(width), channels];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    return this.#matrices.reduce((x, matrix, i) => {
      const to = this.#blurred(x.shape[i + 1] as number);
      return multiplyAxis(x, { axis: i + 1, to, matrix });
    }, input as tf.Tensor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), strides: this.strides };
  }
}
