import { RunUnsupportedError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

type FillMode = "constant" | "reflect" | "wrap" | "nearest";

interface Attributes {
  readonly interpolation: "nearest" | "bilinear";
  readonly fillMode: FillMode;
}

/**
 * The gradient of a projective warp with respect to the image: each result pixel's gradient is added to the one or four
 * pixels that it was read from.
 *
 * @throws {RunUnsupportedError} when the transforms themselves are differentiated
 */
export const transform: Gradient = gradient<Attributes>({
  kernelName: "Transform",
  inputsToSave: ["image", "transforms"],
  formula: (tensorflow, dy, saved, { interpolation, fillMode }) => {
    const [image, transforms] = saved as [tf.Tensor4D, tf.Tensor2D];
    return {
      image: () => {
        const { x, y, finite } = sourcePlaces(tensorflow, dy, transforms);
        const [batch, height, width, channels] = image.shape;
        const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
        const column = mapPlace(tensorflow, x, width, fillMode);
        const row = mapPlace(tensorflow, y, height, fillMode);
        const numbers = Float32Array.from({ length: batch }, (_, n) => n);
        const sample = tensorflow.mul(
          tensorflow.tensor(numbers, [batch, 1, 1]),
          tensorflow.ones([batch, outHeight, outWidth]),
        );
        const added = taps(tensorflow, row, column, interpolation).map(({ row: i, column: j, weight }) => {
          const inside = tensorflow.logicalAnd(
            tensorflow.logicalAnd(tensorflow.greaterEqual(i, 0), tensorflow.lessEqual(i, height - 1)),
            tensorflow.logicalAnd(tensorflow.greaterEqual(j, 0), tensorflow.lessEqual(j, width - 1)),
          );
          const share = tensorflow.mul(tensorflow.mul(weight, tensorflow.cast(inside, "float32")), finite);
          const places = tensorflow.stack(
            [
              sample,
              tensorflow.add(tensorflow.clipByValue(i, 0, height - 1), tensorflow.zerosLike(sample)),
              tensorflow.add(tensorflow.clipByValue(j, 0, width - 1), tensorflow.zerosLike(sample)),
            ],
            -1,
          );
          return tensorflow.scatterND(
            tensorflow.cast(tensorflow.reshape(places, [-1, 3]), "int32"),
            tensorflow.reshape(tensorflow.mul(dy, tensorflow.expandDims(share, -1)), [-1, channels]),
            [batch, height, width, channels],
          );
        });
        return tensorflow.addN(added);
      },
      transforms: () => {
        throw new RunUnsupportedError({
          message:
            "Expected a gradient of image.transform with respect to the image, received one for the transforms.",
          hint: "Write the warp with gather when the transforms are to be learned.",
        });
      },
    };
  },
});

/** Where each result pixel is read from, [1 or batch, outHeight, outWidth]; `finite` is 0 where that is at infinity. */
function sourcePlaces(
  tensorflow: typeof tf,
  dy: tf.Tensor,
  transforms: tf.Tensor2D,
): { readonly x: tf.Tensor; readonly y: tf.Tensor; readonly finite: tf.Tensor } {
  const [, outHeight, outWidth] = dy.shape as [number, number, number, number];
  const columns = tensorflow.reshape(tensorflow.range(0, outWidth), [1, 1, outWidth]);
  const rows = tensorflow.reshape(tensorflow.range(0, outHeight), [1, outHeight, 1]);
  const factors = tensorflow
    .split(transforms, 8, 1)
    .map((factor) => tensorflow.reshape(factor, [-1, 1, 1]));
  const linear = (ofColumn: number, ofRow: number) =>
    tensorflow.add(
      tensorflow.mul(factors[ofColumn] as tf.Tensor, columns),
      tensorflow.mul(factors[ofRow] as tf.Tensor, rows),
    );
  const scale = tensorflow.add(linear(6, 7), 1);
  const finite = tensorflow.cast(tensorflow.notEqual(scale, 0), "float32");
  const divisor = tensorflow.add(scale, tensorflow.sub(1, finite));
  return {
    x: tensorflow.div(tensorflow.add(linear(0, 1), factors[2] as tf.Tensor), divisor),
    y: tensorflow.div(tensorflow.add(linear(3, 4), factors[5] as tf.Tensor), divisor),
    finite,
  };
}

/** A place brought into the image as tfjs's kernels do it; they follow TensorFlow's ImageProjectiveTransformV3. */
function mapPlace(tensorflow: typeof tf, place: tf.Tensor, length: number, mode: FillMode): tf.Tensor {
  if (mode === "constant") return place;
  const clipped = (value: tf.Tensor) => tensorflow.clipByValue(value, 0, length - 1);
  if (mode === "nearest" || length <= 1) return clipped(place);
  const below = tensorflow.less(place, 0);
  const above = tensorflow.greater(place, length - 1);
  const chosen = (ifBelow: tf.Tensor, ifAbove: tf.Tensor) =>
    clipped(tensorflow.where(below, ifBelow, tensorflow.where(above, ifAbove, place)));
  const whole = (value: tf.Tensor, period: number) => tensorflow.floor(tensorflow.div(value, period));
  if (mode === "wrap") {
    const forth = tensorflow.mul(tensorflow.add(whole(tensorflow.neg(place), length - 1), 1), length);
    const back = tensorflow.mul(whole(place, length - 1), length);
    return chosen(tensorflow.add(place, forth), tensorflow.sub(place, back));
  }
  const period = 2 * length;
  const low = tensorflow.add(place, tensorflow.mul(whole(tensorflow.neg(place), period), period));
  const high = tensorflow.sub(place, tensorflow.mul(whole(place, period), period));
  return chosen(
    tensorflow.where(
      tensorflow.less(low, -length),
      tensorflow.add(low, period),
      tensorflow.sub(-1, low),
    ),
    tensorflow.where(tensorflow.greaterEqual(high, length), tensorflow.sub(period - 1, high), high),
  );
}

interface Tap {
  readonly row: tf.Tensor;
  readonly column: tf.Tensor;
  readonly weight: tf.Tensor;
}

function taps(
  tensorflow: typeof tf,
  row: tf.Tensor,
  column: tf.Tensor,
  interpolation: Attributes["interpolation"],
): readonly Tap[] {
  if (interpolation === "nearest") {
    return [
      {
        row: tensorflow.round(row),
        column: tensorflow.round(column),
        weight: tensorflow.onesLike(tensorflow.add(row, column)),
      },
    ];
  }
  const near = (place: tf.Tensor) => {
    const low = tensorflow.floor(place);
    const weight = tensorflow.sub(place, low);
    return [
      { place: low, weight: tensorflow.sub(1, weight) },
      { place: tensorflow.add(low, 1), weight },
    ];
  };
  return near(row).flatMap((r) =>
    near(column).map((c) => ({
      row: r.place,
      column: c.place,
      weight: tensorflow.mul(r.weight, c.weight),
    })),
  );
}
