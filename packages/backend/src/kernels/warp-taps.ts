import type * as tf from "@tensorflow/tfjs";

type FillMode = "constant" | "reflect" | "wrap" | "nearest";

/** How a warp reads between pixels and beyond the border. */
export interface WarpOptions {
  readonly interpolation: "nearest" | "bilinear";
  readonly fillMode: FillMode;
}

/** One of the one or four pixels from which every result pixel is read. */
export interface WarpTap {
  /** [batch · outHeight · outWidth, 3] int32: sample, row and column, inside the image. */
  readonly places: tf.Tensor2D;
  /** [batch, outHeight, outWidth, 1]: how much of it is read; 0 for what lies outside. */
  readonly share: tf.Tensor;
}

/** Which pixels a projective warp reads, as tfjs's kernels and TensorFlow's ImageProjectiveTransformV3 do it. */
export function warpTaps(
  tensorflow: typeof tf,
  {
    imageShape: [batch, height, width],
    transforms,
    size,
    interpolation,
    fillMode,
  }: WarpOptions & {
    readonly imageShape: readonly [number, number, number, number];
    readonly transforms: tf.Tensor2D;
    readonly size: readonly [number, number];
  },
): readonly WarpTap[] {
  const { x, y, finite } = sourcePlaces(tensorflow, size, transforms);
  const column = mapPlace(tensorflow, x, width, fillMode);
  const row = mapPlace(tensorflow, y, height, fillMode);
  const numbers = Float32Array.from({ length: batch }, (_, n) => n);
  const sample = tensorflow.mul(tensorflow.tensor(numbers, [batch, 1, 1]), tensorflow.ones([batch, ...size]));
  const nothing = tensorflow.zerosLike(sample);
  return neighbours(tensorflow, row, column, interpolation).map(({ row: i, column: j, weight }) => {
    const inside = tensorflow.logicalAnd(
      tensorflow.logicalAnd(tensorflow.greaterEqual(i, 0), tensorflow.lessEqual(i, height - 1)),
      tensorflow.logicalAnd(tensorflow.greaterEqual(j, 0), tensorflow.lessEqual(j, width - 1)),
    );
    const share = tensorflow.mul(tensorflow.mul(weight, tensorflow.cast(inside, "float32")), finite);
    const places = tensorflow.stack(
      [
        sample,
        tensorflow.add(tensorflow.clipByValue(i, 0, height - 1), nothing),
        tensorflow.add(tensorflow.clipByValue(j, 0, width - 1), nothing),
      ],
      -1,
    );
    return {
      places: tensorflow.cast(tensorflow.reshape(places, [-1, 3]), "int32") as tf.Tensor2D,
      share: tensorflow.expandDims(tensorflow.add(share, nothing), -1),
    };
  });
}

/** Where each result pixel is read from, [1 or batch, outHeight, outWidth]; `finite` is 0 where that is at infinity. */
function sourcePlaces(
  tensorflow: typeof tf,
  [outHeight, outWidth]: readonly [number, number],
  transforms: tf.Tensor2D,
): { readonly x: tf.Tensor; readonly y: tf.Tensor; readonly finite: tf.Tensor } {
  const columns = tensorflow.reshape(tensorflow.range(0, outWidth), [1, 1, outWidth]);
  const rows = tensorflow.reshape(tensorflow.range(0, outHeight), [1, outHeight, 1]);
  const factors = tensorflow.split(transforms, 8, 1).map((factor) => tensorflow.reshape(factor, [-1, 1, 1]));
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
    tensorflow.where(tensorflow.less(low, -length), tensorflow.add(low, period), tensorflow.sub(-1, low)),
    tensorflow.where(tensorflow.greaterEqual(high, length), tensorflow.sub(period - 1, high), high),
  );
}

interface Neighbour {
  readonly row: tf.Tensor;
  readonly column: tf.Tensor;
  readonly weight: tf.Tensor;
}

function neighbours(
  tensorflow: typeof tf,
  row: tf.Tensor,
  column: tf.Tensor,
  interpolation: WarpOptions["interpolation"],
): readonly Neighbour[] {
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
