import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link TakeEntries}. */
export interface TakeEntriesArgs extends LayerArgs {
  readonly axis: number;
  /** Which entries of the axis, in the order wanted. */
  readonly indices: readonly number[];
}

/** Named entries of one axis: [.., n, ..] → [.., indices, ..], by slices, whose gradient every backend has. */
export class TakeEntries extends OperationLayer {
  static readonly className: string = "GanlensTakeEntries";
  readonly axis: number;
  readonly indices: readonly number[];

  constructor(args: TakeEntriesArgs) {
    super(args);
    this.axis = args.axis;
    this.indices = args.indices;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).map((side, i) => (i === this.axis ? this.indices.length : side));
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor;
    const pieces: tf.Tensor[] = [];
    for (let i = 0; i < this.indices.length; ) {
      const start = this.indices[i] as number;
      let count = 1;
      while (this.indices[i + count] === start + count) count++;
      const begin = x.shape.map((_, axis) => (axis === this.axis ? start : 0));
      const size = x.shape.map((side, axis) => (axis === this.axis ? count : side));
      pieces.push(tf.slice(x, begin, size));
      i += count;
    }
    return pieces.length === 1 ? (pieces[0] as tf.Tensor) : tf.concat(pieces, this.axis);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: this.axis, indices: [...this.indices] };
  }
}
