import { RunUnsupportedError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly cropSize: readonly [number, number];
  readonly method: "bilinear" | "nearest";
}

/**
 * The gradient of cropping boxes out of images, with respect to the images.
 *
 * Along each axis a crop is a matrix product with weights max(0, 1 − |place − i|), so its transpose is one too.
 *
 * @throws {RunUnsupportedError} when the boxes themselves are differentiated
 */
export const cropAndResize: Gradient = gradient<Attributes>({
  kernelName: "CropAndResize",
  inputsToSave: ["image", "boxes", "boxInd"],
  formula: (tensorflow, dy, saved, { cropSize: [cropHeight, cropWidth], method }) => {
    const [image, boxes, boxInd] = saved as [tf.Tensor4D, tf.Tensor2D, tf.Tensor1D];
    return {
      image: () => {
        const [batch, height, width, channels] = image.shape;
        const count = boxes.shape[0];
        const [y1, x1, y2, x2] = tensorflow.split(boxes, 4, 1) as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        const rows = cropWeights(tensorflow, y1, y2, { from: height, to: cropHeight, method });
        const columns = cropWeights(tensorflow, x1, x2, { from: width, to: cropWidth, method });
        const overRows = tensorflow.matMul(rows, tensorflow.reshape(dy, [count, cropHeight, -1]));
        const columnsFirst = tensorflow.transpose(
          tensorflow.reshape(overRows, [count, height, cropWidth, channels]),
          [0, 2, 1, 3],
        );
        const overColumns = tensorflow.matMul(
          columns,
          tensorflow.reshape(columnsFirst, [count, cropWidth, height * channels]),
        );
        const perBox = tensorflow.transpose(
          tensorflow.reshape(overColumns, [count, width, height, channels]),
          [0, 2, 1, 3],
        );
        return tensorflow.unsortedSegmentSum(perBox, boxInd, batch);
      },
      boxes: () => {
        throw new RunUnsupportedError({
          message:
            "Expected a gradient of cropAndResize with respect to the image, received one for the boxes.",
          hint: "Write the crop with gather or matMul when the boxes are to be learned.",
        });
      },
      boxInd: () => tensorflow.zeros(boxInd.shape),
    };
  },
});

interface CropAxis {
  readonly from: number;
  readonly to: number;
  readonly method: Attributes["method"];
}

/** Weights [boxes, from, to] of image elements in crop elements. */
function cropWeights(
  tensorflow: typeof tf,
  start: tf.Tensor,
  end: tf.Tensor,
  { from, to, method }: CropAxis,
): tf.Tensor {
  const steps =
    to > 1
      ? tensorflow.tensor2d(
          Float32Array.from({ length: to }, (_, i) => i / (to - 1)),
          [1, to],
        )
      : tensorflow.tensor2d([0.5], [1, 1]);
  const share = tensorflow.add(start, tensorflow.mul(tensorflow.sub(end, start), steps));
  const places = tensorflow.mul(share, from - 1);
  const inside = tensorflow.logicalAnd(
    tensorflow.greaterEqual(places, 0),
    tensorflow.lessEqual(places, from - 1),
  );
  const taken = method === "nearest" ? tensorflow.round(places) : places;
  const elements = tensorflow.reshape(tensorflow.range(0, from), [1, from, 1]);
  const distance = tensorflow.abs(tensorflow.sub(tensorflow.expandDims(taken, 1), elements));
  const weights = tensorflow.relu(tensorflow.sub(1, distance));
  return tensorflow.mul(weights, tensorflow.expandDims(tensorflow.cast(inside, "float32"), 1));
}
