import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { spread } from "./spread.ts";

interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid";
  readonly dilations: [number, number] | number;
}

/** Far below any image, and still finite: an infinite one would make 0 · ∞. */
const belowAll = -1e30;

/**
 * The gradient of a morphological dilation: to the image and filter elements whose sum was the largest, in equal parts
 * where there are several.
 *
 * Written with slices of the image, so that it holds on every backend (stock webgl has none) and to every order.
 */
export const dilation2d: Gradient = gradient<Attributes>({
  kernelName: "Dilation2D",
  inputsToSave: ["x", "filter"],
  outputsToSave: [true],
  formula: (tensorflow, dy, saved, { strides, pad, dilations }) => {
    const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor3D, tf.Tensor4D];
    const info = tensorflow.backend_util.computeDilation2DInfo(
      x.shape,
      filter.shape,
      strides,
      pad,
      "NHWC",
      dilations,
    );
    const { filterHeight, filterWidth, dilationHeight, dilationWidth, inChannels } = info;
    const height = (info.outHeight - 1) * info.strideHeight + (filterHeight - 1) * dilationHeight + 1;
    const width = (info.outWidth - 1) * info.strideWidth + (filterWidth - 1) * dilationWidth + 1;
    const { top, left } = info.padInfo;
    const margins: [number, number][] = [
      [0, 0],
      [top, Math.max(0, height - top - info.inHeight)],
      [left, Math.max(0, width - left - info.inWidth)],
      [0, 0],
    ];
    const positions = Array.from({ length: filterHeight * filterWidth }, (_, at) => {
      const [i, j] = [Math.floor(at / filterWidth), at % filterWidth];
      return { i, j, row: i * dilationHeight, column: j * dilationWidth };
    });
    const strideOf = { height: info.strideHeight, width: info.strideWidth };
    /** One element of every window, and the transpose of taking it. */
    const take = (image: tf.Tensor, row: number, column: number) =>
      tensorflow.stridedSlice(
        image,
        [0, row, column, 0],
        [
          info.batchSize,
          row + (info.outHeight - 1) * strideOf.height + 1,
          column + (info.outWidth - 1) * strideOf.width + 1,
          inChannels,
        ],
        [1, strideOf.height, strideOf.width, 1],
      );
    const shares = () => {
      const padded = tensorflow.pad(x, margins, belowAll);
      const masks = positions.map(({ i, j, row, column }) => {
        const weight = tensorflow.slice(filter, [i, j, 0], [1, 1, inChannels]);
        const sum = tensorflow.add(take(padded, row, column), tensorflow.reshape(weight, [1, 1, 1, -1]));
        return tensorflow.cast(tensorflow.equal(sum, y), "float32");
      });
      const split = tensorflow.div(dy, tensorflow.maximum(tensorflow.addN(masks), 1));
      return masks.map((mask) => tensorflow.mul(mask, split));
    };
    return {
      x: () => {
        const parts = shares().map((share, at) => {
          const { row, column } = positions[at] as (typeof positions)[number];
          const rows = spread(tensorflow, share, 1, strideOf.height);
          const all = spread(tensorflow, rows, 2, strideOf.width);
          const [, h, w] = all.shape as [number, number, number, number];
          const paddedHeight = info.inHeight + top + (margins[1] as [number, number])[1];
          const paddedWidth = info.inWidth + left + (margins[2] as [number, number])[1];
          return tensorflow.pad(all, [
            [0, 0],
            [row, paddedHeight - row - h],
            [column, paddedWidth - column - w],
            [0, 0],
          ]);
        });
        return tensorflow.slice(tensorflow.addN(parts), [0, top, left, 0], x.shape);
      },
      filter: () =>
        tensorflow.reshape(
          tensorflow.stack(shares().map((share) => tensorflow.sum(share, [0, 1, 2]))),
          filter.shape,
        ),
    };
  },
});
