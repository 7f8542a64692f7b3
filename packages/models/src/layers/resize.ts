import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { interpolationWeights } from "./interpolation-weights.ts";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { multiplyAxis } from "./multiply-axis.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { repeatAxis } from "./repeat-axis.ts";
import { largestMatrix } from "./resize-axes.ts";

/** Settings of {@link Resize}. */
export interface ResizeArgs extends LayerArgs {
  /** Height and width of the output. */
  readonly size: readonly [number, number];
  /** By default `nearest`. */
  readonly interpolation?: "nearest" | "bilinear";
  /** Whether the corners' centres are kept, for `bilinear`; by default pixels have half-pixel centres. */
  readonly alignCorners?: boolean;
}

/**
 * Resizes maps by nearest neighbour or bilinearly, without antialiasing: [batch, height, width, channels] → [batch, *size, channels].
 *
 * Output row i lies at (i + ½) · height / size − ½ of the input, or with `alignCorners` at i · (height − 1) / (size − 1); nearest takes
 * row ⌊(i + ½) · height / size⌋. Matrix products, so gradients of any order are right on every backend; those
 * of TensorFlow.js's own resizing are not.
 *
 * @throws {ConfigInvalidError} when `size` is no two counts, the interpolation unknown, or a side too large
 * @throws {ShapeError} when the input is not maps
 */
export class Resize extends OperationLayer {
  static readonly className: string = "GanlensResize";
  readonly size: readonly [number, number];
  readonly interpolation: "nearest" | "bilinear";
  readonly alignCorners: boolean;
  #matrices: readonly Float32Array[] = [];

  constructor(args: ResizeArgs) {
    super(args);
    this.size = args.size;
    this.interpolation = args.interpolation ?? "nearest";
    this.alignCorners = args.alignCorners ?? false;
    for (const value of [this.size[0], this.size[1]]) assertCount({ layer: this, setting: "size", value });
    if (this.interpolation !== "nearest" && this.interpolation !== "bilinear") {
      throw new ConfigInvalidError({
        message: `Expected interpolation of "${this.name}" to be nearest or bilinear, received "${this.interpolation}".`,
      });
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [height, width] = mapsOf(this, shapesOf(inputShape)[0]);
    this.#matrices = [height, width].map((from, i) => {
      const to = this.size[i] as number;
      if (from * to > largestMatrix) {
        throw new ConfigInvalidError({
          message: `Expected sides whose product is at most ${largestMatrix} for "${this.name}", received ${from} to ${to}.`,
        });
      }
      return interpolationWeights({
        from,
        to,
        scale: to / from,
        interpolation: this.interpolation === "nearest" ? "nearest" : "linear",
        coordinates: this.alignCorners && this.interpolation === "bilinear" ? "corners" : "halfpixel",
        rounding: "preferceil",
        cubic: 0,
      });
    });
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, , , channels] = shape as [number | null, number, number, number];
    return [batch, ...this.size, channels];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    return this.#matrices.reduce((x, matrix, i) => {
      const axis = i + 1;
      const to = this.size[i] as number;
      const times = to / (x.shape[axis] as number);
      if (this.interpolation === "nearest" && Number.isInteger(times)) return repeatAxis(x, axis, times);
      return multiplyAxis(x, { axis, to, matrix });
    }, input as tf.Tensor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, interpolation, alignCorners } = this;
    return { ...super.getConfig(), size: [...size], interpolation, alignCorners };
  }
}
