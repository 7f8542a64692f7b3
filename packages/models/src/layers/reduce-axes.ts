import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

type Reduction = (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor;

const reductions: Readonly<Record<string, Reduction>> = {
  mean: (x, axes, keep) => tf.mean(x, axes, keep),
  sum: (x, axes, keep) => tf.sum(x, axes, keep),
  max: (x, axes, keep) => tf.max(x, axes, keep),
  min: (x, axes, keep) => tf.min(x, axes, keep),
  prod: (x, axes, keep) => tf.prod(x, axes, keep),
  // The names of norms are words: TensorFlow.js changes values such as "l1" on saving.
  absolute: (x, axes, keep) => tf.sum(tf.abs(x), axes, keep),
  length: (x, axes, keep) => tf.sqrt(tf.sum(tf.square(x), axes, keep)),
  squares: (x, axes, keep) => tf.sum(tf.square(x), axes, keep),
  logsum: (x, axes, keep) => tf.log(tf.sum(x, axes, keep)),
  logsumexp: (x, axes, keep) => tf.logSumExp(x, axes, keep),
};

/** Settings of {@link ReduceAxes}. */
export interface ReduceAxesArgs extends LayerArgs {
  readonly operation: string;
  readonly axes: readonly number[];
  /** Whether a reduced axis stays, with one entry. */
  readonly keep: boolean;
}

/**
 * A sum, mean, maximum or norm over axes.
 *
 * @throws {ConfigInvalidError} when there is no such reduction
 */
export class ReduceAxes extends OperationLayer {
  static readonly className: string = "GanlensReduceAxes";
  readonly operation: string;
  readonly axes: readonly number[];
  readonly keep: boolean;

  constructor(args: ReduceAxesArgs) {
    super(args);
    this.operation = args.operation;
    this.axes = args.axes;
    this.keep = args.keep;
    if (!Object.hasOwn(reductions, this.operation)) {
      throw new ConfigInvalidError({
        message: `Expected the name of a reduction for "${this.name}", received "${this.operation}".`,
        hint: `Known are: ${Object.keys(reductions).join(", ")}.`,
      });
    }
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).flatMap((side, i) =>
      this.axes.includes(i) ? (this.keep ? [1] : []) : [side as number],
    );
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return (reductions[this.operation] as Reduction)(x as tf.Tensor, [...this.axes], this.keep);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { operation, axes, keep } = this;
    return { ...super.getConfig(), operation, axes: [...axes], keep };
  }
}
