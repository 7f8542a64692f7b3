import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link StandardizeAxes}. */
export interface StandardizeAxesArgs extends LayerArgs {
  /** The axes that mean and variance are taken over. */
  readonly axes: readonly number[];
  /** Added to the variance. */
  readonly epsilon: number;
  /** Whether the mean is taken away; without it the root mean square is 1 (RMS normalisation). By default true. */
  readonly centred?: boolean;
  /** The shape of gamma and beta, which broadcasts to the input; left out, there are none. */
  readonly parameterShape?: readonly number[];
  /** Whether there is a gamma; by default when there is a parameterShape. */
  readonly scale?: boolean;
  /** Whether there is a beta; by default when there is a parameterShape. */
  readonly center?: boolean;
  /** Split the last axis into so many groups and take the statistics within each; by default 1. */
  readonly groups?: number;
}

/**
 * Instance, layer, group and RMS normalisation: y = gamma · (x − mean) / √(variance + epsilon) + beta, each sample with
 * its own statistics over the named axes (biased variance).
 */
export class StandardizeAxes extends OperationLayer {
  static readonly className: string = "GanlensStandardizeAxes";
  readonly axes: readonly number[];
  readonly epsilon: number;
  readonly centred: boolean;
  readonly parameterShape: readonly number[];
  readonly scale: boolean;
  readonly center: boolean;
  readonly groups: number;
  #gamma: tf.LayerVariable | undefined;
  #beta: tf.LayerVariable | undefined;

  constructor(args: StandardizeAxesArgs) {
    super(args);
    this.axes = args.axes;
    this.epsilon = args.epsilon;
    this.centred = args.centred ?? true;
    this.parameterShape = args.parameterShape ?? [];
    this.scale = args.scale ?? args.parameterShape !== undefined;
    this.center = args.center ?? args.parameterShape !== undefined;
    this.groups = args.groups ?? 1;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.scale) this.#gamma = this.parameter("gamma", this.parameterShape);
    if (this.center) this.#beta = this.parameter("beta", this.parameterShape);
    super.build(inputShape);
  }

  protected override shapeOf(inputs: readonly tf.Shape[]): tf.Shape {
    return inputs[0] as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const shape = (input as tf.Tensor).shape;
    const last = shape.length - 1;
    const grouped = this.groups > 1;
    const x = grouped
      ? tf.reshape(input as tf.Tensor, [
          ...shape.slice(0, -1),
          this.groups,
          (shape[last] as number) / this.groups,
        ])
      : (input as tf.Tensor);
    // The last axis is split in two: statistics are taken over its inner part.
    const axes = this.axes.map((axis) => (grouped && axis === last ? last + 1 : axis));
    const { epsilon, centred } = this;
    const standard = tf.reshape(standardize(x, { axes, epsilon, centred }), shape);
    const scaled = this.#gamma ? tf.mul(standard, this.#gamma.read()) : standard;
    return this.#beta ? tf.add(scaled, this.#beta.read()) : scaled;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { axes, epsilon, centred, parameterShape, scale, center, groups } = this;
    return {
      ...super.getConfig(),
      axes: [...axes],
      epsilon,
      centred,
      parameterShape: [...parameterShape],
      scale,
      center,
      groups,
    };
  }
}
