import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly paddings: readonly (readonly [number, number])[];
  readonly mode: "reflect" | "symmetric";
}

/** The gradient of mirror padding: what lies in the margins is folded back. Stock tfjs drops it. */
export const mirrorPad: Gradient = gradient<Attributes>({
  kernelName: "MirrorPad",
  formula: (tensorflow, dy, _, { paddings, mode }) => ({
    x: () =>
      paddings.reduce(
        (folded, [before, after], axis) =>
          fold(tensorflow, folded, { axis, before, after, skipped: mode === "reflect" ? 1 : 0 }),
        dy,
      ),
  }),
});

interface Margins {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
  /** 1 when the border element itself is not repeated. */
  readonly skipped: 0 | 1;
}

function fold(tensorflow: typeof tf, x: tf.Tensor, { axis, before, after, skipped }: Margins): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const length = (x.shape[axis] as number) - before - after;
  const part = (start: number, size: number) =>
    tensorflow.slice(
      x,
      x.shape.map((_, i) => (i === axis ? start : 0)),
      x.shape.map((other, i) => (i === axis ? size : other)),
    );
  const placed = (margin: tf.Tensor, start: number) =>
    tensorflow.pad(
      tensorflow.reverse(margin, axis),
      x.shape.map((_, i): [number, number] =>
        i === axis ? [start, length - start - (margin.shape[axis] as number)] : [0, 0],
      ),
    );
  const parts = [part(before, length)];
  if (before > 0) parts.push(placed(part(0, before), skipped));
  if (after > 0) parts.push(placed(part(before + length, after), length - skipped - after));
  return tensorflow.addN(parts);
}
