import * as tf from "@tensorflow/tfjs";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of every normalisation that treats each sample by itself. */
export interface ScaledNormalizationArgs extends LayerArgs {
  /** Added to the variance; by default 1e-5. */
  readonly epsilon?: number;
  /** Whether a learned gamma multiplies the result; by default true. */
  readonly scale?: boolean;
  /** Whether a learned beta is added; by default true. */
  readonly center?: boolean;
}

/** y = gamma · x̂ + beta, where a normalisation says what x̂ is and which shape gamma and beta have. */
export abstract class ScaledNormalization extends OperationLayer {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
  #gamma: tf.LayerVariable | undefined;
  #beta: tf.LayerVariable | undefined;

  constructor(args: ScaledNormalizationArgs = {}) {
    super(args);
    this.epsilon = args.epsilon ?? 1e-5;
    this.scale = args.scale ?? true;
    this.center = args.center ?? true;
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
    this.supportsMasking = true;
  }

  /** The shape of gamma and beta for this input; refuses inputs that do not fit the settings. */
  protected abstract parameterShape(input: tf.Shape): readonly number[];

  /** x̂ */
  protected abstract normalized(x: tf.Tensor): tf.Tensor;

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = this.parameterShape(shapesOf(inputShape)[0] as tf.Shape);
    if (this.scale) this.#gamma = this.drawn("gamma", shape);
    if (this.center) this.#beta = this.drawn("beta", shape);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const normalized = this.normalized(x as tf.Tensor);
    const scaled = this.#gamma ? tf.mul(normalized, this.#gamma.read()) : normalized;
    return this.#beta ? tf.add(scaled, this.#beta.read()) : scaled;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { epsilon, scale, center } = this;
    return { ...super.getConfig(), epsilon, scale, center };
  }
}
