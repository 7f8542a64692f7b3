import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import {
  type Coordinates,
  type Interpolation,
  interpolationWeights,
  type Rounding,
} from "./interpolation-weights.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Numbers in the matrix of one axis: 4,096 entries become 4,096 others. */
export const largestMatrix: number = 2 ** 24;

/** Settings of {@link ResizeAxes}; the lists go together. */
export interface ResizeAxesArgs extends LayerArgs {
  readonly axes: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly scales: readonly number[];
  readonly interpolation: Interpolation;
  readonly coordinates: Coordinates;
  readonly rounding: Rounding;
  readonly cubic: number;
}

function factors(x: tf.Tensor, axis: number): readonly [number, number, number] {
  const outer = x.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  return [outer, x.shape[axis] as number, inner];
}

function resized(x: tf.Tensor, axis: number, side: number): number[] {
  return x.shape.map((old, i) => (i === axis ? side : old));
}

/** Repeats every entry `times` times: by joining copies, whose gradient is a sum of slices. */
function repeated(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  const [outer, side, inner] = factors(x, axis);
  const rows = tf.reshape(x, [outer * side, inner]);
  const copies = tf.concat(Array<tf.Tensor>(times).fill(rows), 1);
  return tf.reshape(copies, resized(x, axis, side * times));
}

/**
 * Resizes axes one after the other, as ONNX's Resize does: nearest, linear or cubic, without antialiasing.
 *
 * Each axis is a matrix product (a repetition where nearest repeats), so the gradient is exact on every backend, where
 * TensorFlow.js's own resizing has wrong ones.
 */
export class ResizeAxes extends OperationLayer {
  static readonly className: string = "GanlensResizeAxes";
  readonly settings: Omit<ResizeAxesArgs, keyof LayerArgs>;
  readonly #matrices: Float32Array[];
  readonly #repeats: (number | undefined)[];

  constructor(args: ResizeAxesArgs) {
    super(args);
    const { axes, from, to, scales, interpolation, coordinates, rounding, cubic } = args;
    this.settings = { axes, from, to, scales, interpolation, coordinates, rounding, cubic };
    if (axes.some((_, i) => !((from[i] as number) * (to[i] as number) <= largestMatrix))) {
      throw new ConfigInvalidError({
        message: `Expected at most ${largestMatrix} numbers in a matrix of "${this.name}", received sides ${from} and ${to}.`,
      });
    }
    this.#matrices = axes.map((_, i) =>
      interpolationWeights({
        from: from[i] as number,
        to: to[i] as number,
        scale: scales[i] as number,
        interpolation,
        coordinates,
        rounding,
        cubic,
      }),
    );
    this.#repeats = axes.map((_, i) => this.#repetition(i));
  }

  /** The number of repetitions, where the matrix does nothing else. */
  #repetition(i: number): number | undefined {
    const { from, to, interpolation } = this.settings;
    const side = from[i] as number;
    const times = (to[i] as number) / side;
    if (interpolation !== "nearest" || !Number.isInteger(times)) return undefined;
    const matrix = this.#matrices[i] as Float32Array;
    for (let row = 0; row < side * times; row++) {
      if (matrix[row * side + Math.floor(row / times)] !== 1) return undefined;
    }
    return times;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const { axes, to } = this.settings;
    return (shape as tf.Shape).map((side, axis) => {
      const position = axes.indexOf(axis);
      return position < 0 ? side : (to[position] as number);
    });
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const { axes, to } = this.settings;
    return axes.reduce((rest, axis, i) => {
      const times = this.#repeats[i];
      if (times !== undefined) return repeated(rest, axis, times);
      const [outer, from, inner] = factors(rest, axis);
      const side = to[i] as number;
      const matrix = tf.tensor2d(this.#matrices[i] as Float32Array, [side, from]);
      const turned = tf.reshape(tf.transpose(tf.reshape(rest, [outer, from, inner]), [0, 2, 1]), [-1, from]);
      const product = tf.reshape(tf.matMul(turned, matrix, false, true), [outer, inner, side]);
      return tf.reshape(tf.transpose(product, [0, 2, 1]), resized(rest, axis, side));
    }, x as tf.Tensor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { axes, from, to, scales, ...rest } = this.settings;
    return {
      ...super.getConfig(),
      ...rest,
      axes: [...axes],
      from: [...from],
      to: [...to],
      scales: [...scales],
    };
  }
}
