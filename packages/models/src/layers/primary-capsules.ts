import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { squash } from "./squash.ts";

/** Settings of {@link PrimaryCapsules}. */
export interface PrimaryCapsulesArgs extends LayerArgs {
  /** Capsules at each place; by default 32. */
  readonly capsules?: number;
  /** Numbers of each capsule; by default 8. */
  readonly dimensions?: number;
  /** The side of the convolution's kernel; by default 9. */
  readonly kernelSize?: number;
  /** By default 2. */
  readonly strides?: number;
}

/**
 * Primary capsules: a convolution without padding whose channels are taken together as capsules, then squashed.
 *
 * [batch, height, width, channels] → [batch, places · capsules, dimensions], each capsule of length below 1; weights kernel
 * [kernelSize, kernelSize, channels, capsules · dimensions] and bias.
 *
 * @throws {ConfigInvalidError} when a setting is no count, or the kernel larger than the maps
 * @throws {ShapeError} when the input is not maps
 * @see Sabour, Frosst and Hinton 2017
 */
export class PrimaryCapsules extends OperationLayer {
  static readonly className: string = "GanlensPrimaryCapsules";
  readonly capsules: number;
  readonly dimensions: number;
  readonly kernelSize: number;
  readonly strides: number;
  #kernel: tf.LayerVariable | undefined;
  #bias: tf.LayerVariable | undefined;

  constructor(args: PrimaryCapsulesArgs = {}) {
    super(args);
    this.capsules = args.capsules ?? 32;
    this.dimensions = args.dimensions ?? 8;
    this.kernelSize = args.kernelSize ?? 9;
    this.strides = args.strides ?? 2;
    for (const setting of ["capsules", "dimensions", "kernelSize", "strides"] as const) {
      assertCount({ layer: this, setting, value: this[setting] });
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [height, width, channels] = mapsOf(this, shapesOf(inputShape)[0]);
    if (this.kernelSize > Math.min(height, width)) {
      throw new ConfigInvalidError({
        message: `Expected a kernel of at most ${Math.min(height, width)} for the ${height}×${width} maps of "${this.name}", received ${this.kernelSize}.`,
      });
    }
    const filters = this.capsules * this.dimensions;
    this.#kernel = this.drawn("kernel", [this.kernelSize, this.kernelSize, channels, filters]);
    this.#bias = this.drawn("bias", [filters]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width] = shape as [number | null, number, number];
    const places = (side: number) => Math.floor((side - this.kernelSize) / this.strides) + 1;
    return [batch, places(height) * places(width) * this.capsules, this.dimensions];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const kernel = (this.#kernel as tf.LayerVariable).read() as tf.Tensor4D;
    const maps = tf.conv2d(x as tf.Tensor4D, kernel, this.strides, "valid");
    const shifted = tf.add(maps, (this.#bias as tf.LayerVariable).read());
    return squash(tf.reshape(shifted, [shifted.shape[0] as number, -1, this.dimensions]));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { capsules, dimensions, kernelSize, strides } = this;
    return { ...super.getConfig(), capsules, dimensions, kernelSize, strides };
  }
}
