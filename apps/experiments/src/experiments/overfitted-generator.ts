import type { NdArray, Random } from "@ganlens/core";
import { applyModel, buildModel, disposeModel, fromModelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

/** Numbers of a latent. */
const latent = 16;
/** Standard deviation of what is added to a latent, in learning and in drawing. */
const nearness = 0.1;
const steps = 450;
const learningRate = 0.001;
/** The network's images, as the model has them. */
const range = [-1, 1] as const;

/**
 * What a generator draws that has learned nothing but to reproduce images: a dense network that maps one fixed latent to each of them,
 * and whatever lies near that latent, fitted by least squares; its images are drawn near the latents, each as often as every other.
 *
 * @param learned `[m, height, width, channels]`, what it reproduces
 * @param count images that are drawn
 * @returns `drawn`, and `error`: the root of the mean square by which they differ from what they reproduce, pixel by pixel
 */
export async function overfittedGenerator({
  learned,
  count,
  random,
}: {
  readonly learned: NdArray;
  readonly count: number;
  readonly random: Random;
}): Promise<{ readonly drawn: NdArray; readonly error: number }> {
  const [m = 0, ...shape] = learned.shape;
  const generator = buildModel({
    spec: { architecture: "mlp-generator", latent, widths: [128, 256], batchNorm: false, shape },
    name: "overfitted",
    random: random.split("weights"),
  });
  const optimizer = tf.train.adam(learningRate);
  const fixed = random.split("latents").normal(m * latent);
  const [learning, drawing] = [random.split("learning"), random.split("drawing")];
  const run = (near: Float32Array): tf.Tensor4D =>
    applyModel(generator, tf.tensor2d(near, [near.length / latent, latent]), {
      training: true,
    }) as tf.Tensor4D;
  try {
    for (let step = 0; step < steps; step++) {
      const near = nearTo(fixed, learning);
      tf.tidy(() => {
        const images = toModelRange(tf.tensor(learned.data, learned.shape as number[]), range);
        optimizer.minimize(() => tf.losses.meanSquaredError(images, run(near)) as tf.Scalar);
      });
    }
    const data = new Float32Array(count * (learned.data.length / m));
    let squares = 0;
    for (let start = 0; start < count; start += m) {
      const near = nearTo(fixed, drawing);
      const images = tf.tidy(() => fromModelRange(run(near), range));
      const values = (await images.data()) as Float32Array;
      images.dispose();
      const taken = values.subarray(0, Math.min(values.length, data.length - start * (values.length / m)));
      data.set(taken, start * (values.length / m));
      squares += taken.reduce((sum, value, at) => sum + (value - (learned.data[at] as number)) ** 2, 0);
    }
    return { drawn: { data, shape: [count, ...shape] }, error: Math.sqrt(squares / data.length) };
  } finally {
    disposeModel(generator);
    optimizer.dispose();
  }
}

/** Latents a little beside fixed ones. */
function nearTo(fixed: Float32Array, random: Random): Float32Array {
  const beside = random.normal(fixed.length, { standardDeviation: nearness });
  return fixed.map((value, at) => value + (beside[at] as number));
}
