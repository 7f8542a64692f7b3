import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";
import { type Interpolation, interpolationMatrix } from "./interpolation-matrix.ts";

interface Attributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
  readonly size: [number, number];
}

/**
 * The transpose of a resize: a matrix product along each axis.
 *
 * Stock bilinear gradients ignore half-pixel centres everywhere and confuse height with width on cpu, where the nearest
 * one is wrong for every image of a batch but the first.
 */
function resizeGradient(kernelName: string, method: Interpolation["method"]): Gradient {
  return gradient<Attributes>({
    kernelName,
    inputsToSave: ["images"],
    formula: (tensorflow, dy, saved, { alignCorners, halfPixelCenters }) => {
      const [images] = saved as [tf.Tensor4D];
      return {
        images: () => {
          const [batch, height, width, channels] = images.shape;
          const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
          const blocks = [outHeight / height, outWidth / width] as [number, number];
          if (method === "nearest" && !alignCorners && blocks.every(Number.isInteger)) {
            // Whole blocks: their sum, by the fastest kernel there is for it.
            const means = tensorflow.avgPool(dy as tf.Tensor4D, blocks, blocks, "valid");
            return tensorflow.mul(means, blocks[0] * blocks[1]);
          }
          const interpolation = { method, alignCorners, halfPixelCenters };
          const rows = interpolationMatrix(height, outHeight, interpolation);
          const columns = interpolationMatrix(width, outWidth, interpolation);
          const rowsFirst = tensorflow.reshape(tensorflow.transpose(dy, [1, 2, 0, 3]), [outHeight, -1]);
          const shrunk = tensorflow.matMul(tensorflow.tensor2d(rows, [height, outHeight]), rowsFirst);
          const columnsFirst = tensorflow.transpose(
            tensorflow.reshape(shrunk, [height, outWidth, batch * channels]),
            [1, 0, 2],
          );
          const image = tensorflow.matMul(
            tensorflow.tensor2d(columns, [width, outWidth]),
            tensorflow.reshape(columnsFirst, [outWidth, -1]),
          );
          return tensorflow.transpose(
            tensorflow.reshape(image, [width, height, batch, channels]),
            [2, 1, 0, 3],
          );
        },
      };
    },
  });
}

/** Gradients of resizing. */
export const resizeGradients: readonly Gradient[] = [
  resizeGradient("ResizeBilinear", "bilinear"),
  resizeGradient("ResizeNearestNeighbor", "nearest"),
];
