import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link LearnedConstant}. */
export interface LearnedConstantArgs extends LayerArgs {
  readonly shape: readonly number[];
  /** How many copies of the constant each sample of the input gets along the first axis; by default 0: one for all. */
  readonly perSample?: number;
}

/**
 * A tensor that does not depend on the input, such as StyleGAN's first map: its weight `constant`, one for all or a copy
 * for each sample. The input says how many samples there are.
 */
export class LearnedConstant extends OperationLayer {
  static readonly className: string = "GanlensLearnedConstant";
  readonly shape: readonly number[];
  readonly perSample: number;
  #constant: tf.LayerVariable | undefined;

  constructor(args: LearnedConstantArgs) {
    super(args);
    this.shape = args.shape;
    this.perSample = args.perSample ?? 0;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    this.#constant = this.parameter("constant", this.shape);
    super.build(inputShape);
  }

  protected override shapeOf([input]: readonly tf.Shape[]): tf.Shape {
    if (this.perSample === 0) return [...this.shape];
    const count = (input as tf.Shape)[0] as number | null;
    const first = this.shape[0] as number;
    return [count === null ? null : count * this.perSample * first, ...this.shape.slice(1)];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const constant = (this.#constant as tf.LayerVariable).read();
    // The tensor of a variable must outlive the pass; what a layer gives is disposed with it.
    if (this.perSample === 0) return tf.clone(constant);
    const copies = ((input as tf.Tensor).shape[0] as number) * this.perSample;
    if (this.shape[0] === 1) return tf.mul(constant, tf.ones([copies, ...this.shape.slice(1).map(() => 1)]));
    return tf.concat(Array<tf.Tensor>(copies).fill(constant), 0);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), shape: [...this.shape], perSample: this.perSample };
  }
}
