import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { dynamicRouting } from "./dynamic-routing.ts";
import { assertCount } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** A stored model must not be able to keep a pass busy for hours. */
const mostIterations = 100;

/** Settings of {@link DigitCapsules}. */
export interface DigitCapsulesArgs extends LayerArgs {
  /** Capsules of the output: one for each class. */
  readonly capsules: number;
  /** Numbers of each capsule; by default 16. */
  readonly dimensions?: number;
  /** Iterations of the routing, at most 100; by default 3. */
  readonly iterations?: number;
  /** Whether gradients flow through the routing's last iteration only, as in most code; by default true. */
  readonly stopGradient?: boolean;
}

/**
 * Digit capsules: each capsule of the input predicts each of the output, ûⱼ|ᵢ = uᵢ Wᵢⱼ, and routing by agreement gathers them
 * ({@link dynamicRouting}).
 *
 * [batch, inputs, in] → [batch, capsules, dimensions], each capsule of length below 1, which says how likely its class is there;
 * weight kernel [inputs, in, capsules · dimensions].
 *
 * @throws {ConfigInvalidError} when a setting is no count
 * @throws {ShapeError} when the input is not capsules
 * @see Sabour, Frosst and Hinton 2017
 */
export class DigitCapsules extends OperationLayer {
  static readonly className: string = "GanlensDigitCapsules";
  readonly capsules: number;
  readonly dimensions: number;
  readonly iterations: number;
  readonly stopGradient: boolean;
  #kernel: tf.LayerVariable | undefined;

  constructor(args: DigitCapsulesArgs) {
    super(args);
    this.capsules = args.capsules;
    this.dimensions = args.dimensions ?? 16;
    this.iterations = args.iterations ?? 3;
    this.stopGradient = args.stopGradient ?? true;
    for (const setting of ["capsules", "dimensions"] as const) {
      assertCount({ layer: this, setting, value: this[setting] });
    }
    assertCount({ layer: this, setting: "iterations", value: this.iterations, most: mostIterations });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [shape] = shapesOf(inputShape) as [tf.Shape];
    const [, inputs, dimensions] = shape;
    if (shape.length !== 3 || !inputs || !dimensions) {
      throw new ShapeError({
        message: `Expected capsules [batch, inputs, dimensions] for "${this.name}", received [${shape.map(String).join(", ")}].`,
      });
    }
    this.#kernel = this.drawn("kernel", [inputs, dimensions, this.capsules * this.dimensions]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0] as number | null, this.capsules, this.dimensions];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const u = input as tf.Tensor3D;
    const [batch, inputs] = u.shape;
    const kernel = (this.#kernel as tf.LayerVariable).read();
    // A stack of matrix products, one for each capsule of the input.
    const products = tf.matMul(tf.transpose(u, [1, 0, 2]), kernel);
    const predictions = tf.transpose(products, [1, 0, 2]);
    const { iterations, stopGradient } = this;
    const shaped = tf.reshape(predictions, [batch, inputs, this.capsules, this.dimensions]);
    return dynamicRouting(shaped, { iterations, stopGradient }).capsules;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { capsules, dimensions, iterations, stopGradient } = this;
    return { ...super.getConfig(), capsules, dimensions, iterations, stopGradient };
  }
}
