import * as tf from "@tensorflow/tfjs";

/** For each shift a matrix S with S·x = x moved towards higher indices, zeros behind it: `[shifts, side, side]`. */
export function shiftMatrices(shifts: Int32Array, side: number): tf.Tensor3D {
  const data = new Float32Array(shifts.length * side * side);
  for (const [i, shift] of shifts.entries()) {
    for (let to = Math.max(0, shift); to < Math.min(side, side + shift); to++) {
      data[(i * side + to) * side + (to - shift)] = 1;
    }
  }
  return tf.tensor3d(data, [shifts.length, side, side]);
}
