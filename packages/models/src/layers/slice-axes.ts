import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link SliceAxes}; the lists go together. */
export interface SliceAxesArgs extends LayerArgs {
  readonly axes: readonly number[];
  /** The first index taken on each axis. */
  readonly starts: readonly number[];
  /** From one index to the next; negative runs backwards. */
  readonly steps: readonly number[];
  /** How many indices are taken. */
  readonly counts: readonly number[];
}

/** `count` entries of one axis from `start`, `step` apart, by operations whose gradient TensorFlow.js has. */
export function takeSlice(
  x: tf.Tensor,
  {
    axis,
    start,
    step,
    count,
  }: { readonly axis: number; readonly start: number; readonly step: number; readonly count: number },
): tf.Tensor {
  const cut = (from: tf.Tensor, begin: number, size: number) => {
    const begins = from.shape.map((_, i) => (i === axis ? begin : 0));
    return tf.slice(
      from,
      begins,
      from.shape.map((side, i) => (i === axis ? size : side)),
    );
  };
  if (count === 0) return cut(x, 0, 0);
  const stride = Math.abs(step);
  const span = (count - 1) * stride + 1;
  const piece = cut(x, step > 0 ? start : start - span + 1, span);
  const forwards = step > 0 ? piece : tf.reverse(piece, axis);
  if (stride === 1) return forwards;
  // Every stride-th entry is the first of a group of `stride`; the last group is filled up.
  const padded = tf.pad(
    forwards,
    forwards.shape.map((_, i) => [0, i === axis ? count * stride - span : 0]) as [number, number][],
  );
  const before = x.shape.slice(0, axis);
  const after = x.shape.slice(axis + 1);
  const inner = after.reduce((a, b) => a * b, 1);
  const outer = before.reduce((a, b) => a * b, 1);
  const groups = tf.reshape(padded, [outer * count, stride, inner]);
  return tf.reshape(tf.slice(groups, [0, 0, 0], [outer * count, 1, inner]), [...before, count, ...after]);
}

/** A part of a tensor: on each named axis `count` entries from `start`, `step` apart. */
export class SliceAxes extends OperationLayer {
  static readonly className: string = "GanlensSliceAxes";
  readonly axes: readonly number[];
  readonly starts: readonly number[];
  readonly steps: readonly number[];
  readonly counts: readonly number[];

  constructor(args: SliceAxesArgs) {
    super(args);
    this.axes = args.axes;
    this.starts = args.starts;
    this.steps = args.steps;
    this.counts = args.counts;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).map((side, axis) => {
      const position = this.axes.indexOf(axis);
      return position < 0 ? side : (this.counts[position] as number);
    });
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    return this.axes.reduce(
      (rest, axis, i) =>
        takeSlice(rest, {
          axis,
          start: this.starts[i] as number,
          step: this.steps[i] as number,
          count: this.counts[i] as number,
        }),
      x as tf.Tensor,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { axes, starts, steps, counts } = this;
    return {
      ...super.getConfig(),
      axes: [...axes],
      starts: [...starts],
      steps: [...steps],
      counts: [...counts],
    };
  }
}
