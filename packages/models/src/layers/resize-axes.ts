import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import {
  type Coordinates,
  type Interpolation,
  interpolationWeights,
  type Rounding,
} from "./interpolation-weights.ts";
import { multiplyAxis } from "./multiply-axis.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { repeatAxis } from "./repeat-axis.ts";

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
      if (times !== undefined) return repeatAxis(rest, axis, times);
      return multiplyAxis(rest, { axis, to: to[i] as number, matrix: this.#matrices[i] as Float32Array });
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
