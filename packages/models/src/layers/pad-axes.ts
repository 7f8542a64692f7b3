import * as tf from "@tensorflow/tfjs";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { takeSlice } from "./slice-axes.ts";

/** Settings of {@link PadAxes}. */
export interface PadAxesArgs extends LayerArgs {
  /** What stands beyond the border: a constant, the mirrored inside, the border itself, or the other end. */
  readonly mode: "constant" | "reflect" | "edge" | "wrap";
  /** Entries added in front of each axis. */
  readonly before: readonly number[];
  /** Entries added behind each axis. */
  readonly after: readonly number[];
  /** For `constant`; by default 0. */
  readonly value?: number;
}

/** Pads one axis by copies of inner parts: sums of slices, so the gradient is right where MirrorPad's is not. */
export function padAxis(
  x: tf.Tensor,
  { axis, mode, before, after }: { axis: number; mode: PadAxesArgs["mode"]; before: number; after: number },
): tf.Tensor {
  const side = x.shape[axis] as number;
  const take = (start: number, step: number, count: number) => takeSlice(x, { axis, start, step, count });
  const parts: tf.Tensor[] = [];
  if (mode === "edge") {
    for (let i = 0; i < before; i++) parts.push(take(0, 1, 1));
    parts.push(x);
    for (let i = 0; i < after; i++) parts.push(take(side - 1, 1, 1));
  } else if (mode === "reflect") {
    if (before > 0) parts.push(take(before, -1, before));
    parts.push(x);
    if (after > 0) parts.push(take(side - 2, -1, after));
  } else {
    if (before > 0) parts.push(take(side - before, 1, before));
    parts.push(x);
    if (after > 0) parts.push(take(0, 1, after));
  }
  return parts.length === 1 ? x : tf.concat(parts, axis);
}

/** Pads every axis by `before` and `after` entries: [.., n, ..] → [.., before + n + after, ..]. */
export class PadAxes extends OperationLayer {
  static readonly className: string = "GanlensPadAxes";
  readonly mode: PadAxesArgs["mode"];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly value: number;

  constructor(args: PadAxesArgs) {
    super(args);
    this.mode = args.mode;
    this.before = args.before;
    this.after = args.after;
    this.value = args.value ?? 0;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return (shape as tf.Shape).map((side, i) =>
      side === null ? null : side + (this.before[i] as number) + (this.after[i] as number),
    );
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    if (this.mode === "constant") {
      const amounts = this.before.map((amount, i) => [amount, this.after[i]] as [number, number]);
      return tf.pad(x as tf.Tensor, amounts, this.value);
    }
    return this.before.reduce(
      (rest, before, axis) =>
        padAxis(rest, { axis, mode: this.mode, before, after: this.after[axis] as number }),
      x as tf.Tensor,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { mode, before, after, value } = this;
    return { ...super.getConfig(), mode, before: [...before], after: [...after], value };
  }
}
