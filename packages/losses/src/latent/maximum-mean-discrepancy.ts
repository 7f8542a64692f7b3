import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertRange, assertShape } from "../shape-checks.ts";

/** Which kernel: `inverse-multiquadratic`, Σ_s sC / (sC + d²) over scales, or `gaussian`, exp(−d² / C), with C = 2 · codes · σ². */
export type DiscrepancyKernel = "inverse-multiquadratic" | "gaussian";

/** Scales of the inverse multiquadratic kernel, as in the code of Tolstikhin et al. 2018. */
const usualScales: readonly number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10];

/** Two sets of codes, and how they are compared. */
export interface DiscrepancyInput {
  /** [batch, codes], at least 2. */
  readonly codes: tf.Tensor;
  /** Draws from the prior, [batch, codes]; there may be more or fewer, but at least 2. */
  readonly prior: tf.Tensor;
  /** By default `inverse-multiquadratic`. */
  readonly kernel?: DiscrepancyKernel;
  /** σ of the prior; by default 1. */
  readonly standardDeviation?: number;
  /** s of the inverse multiquadratic kernel. */
  readonly scales?: readonly number[];
}

/**
 * The maximum mean discrepancy of codes and prior, MMD² = E k(z, z′) + E k(p, p′) − 2 E k(z, p), without bias: pairs are of different draws.
 * It is the latent term of a WAE.
 *
 * @returns scalar, around 0 where the two agree, and then below it in half of the batches
 * @throws {ShapeError} when widths differ, or there are fewer than 2 draws
 * @throws {ConfigInvalidError} when σ or a scale is not positive
 * @see Gretton et al. 2012, equation 3; Tolstikhin et al. 2018, algorithm 2
 */
export function maximumMeanDiscrepancy({
  codes,
  prior,
  kernel = "inverse-multiquadratic",
  standardDeviation = 1,
  scales = usualScales,
}: DiscrepancyInput): tf.Scalar {
  const where = "maximumMeanDiscrepancy";
  assertShape({ tensor: codes, expected: ["batch", "codes"], what: "codes", where });
  const width = codes.shape[1] as number;
  assertShape({ tensor: prior, expected: ["batch", width], what: "draws from the prior", where });
  for (const value of [standardDeviation, ...scales])
    assertRange({ value, what: "a standard deviation and scales", where, low: 0, open: true });
  const [count, drawn] = [codes.shape[0] as number, prior.shape[0] as number];
  if (count < 2 || drawn < 2) {
    throw new ShapeError({
      message: `${where}: expected at least 2 codes and 2 draws from the prior, received ${count} and ${drawn}.`,
    });
  }
  const bandwidth = 2 * width * standardDeviation ** 2;
  const similarity = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => {
    const squared = squaredDistances(a as tf.Tensor2D, b as tf.Tensor2D);
    if (kernel === "gaussian") return tf.exp(tf.div(squared, -bandwidth));
    return tf.addN(scales.map((scale) => tf.div(scale * bandwidth, tf.add(squared, scale * bandwidth))));
  };
  // A draw is as similar to itself as can be: 1 for each scale.
  const itself = kernel === "gaussian" ? 1 : scales.length;
  const within = (a: tf.Tensor, size: number) =>
    tf.div(tf.sub(tf.sum(similarity(a, a)), size * itself), size * (size - 1));
  return tf.tidy(() => {
    const across = tf.mul(tf.mean(similarity(codes, prior)), 2);
    return tf.sub(tf.add(within(codes, count), within(prior, drawn)), across) as tf.Scalar;
  });
}

/** ‖a_i − b_j‖² as differences, which keeps what a product would lose where codes are far from 0: [rows of a, rows of b]. */
function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  return tf.sum(tf.square(tf.sub(tf.expandDims(a, 1), tf.expandDims(b, 0))), 2);
}
