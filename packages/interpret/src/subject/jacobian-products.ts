import {
  type JacobianProducts,
  type LatentSpec,
  type Latents,
  labelPart,
  latentRows,
  latentSize,
  type NdArray,
  rows,
  ShapeError,
  type Subject,
  sizeOf,
} from "@ganlens/core";
import {
  fromModelRange,
  type GeneratorNetwork,
  latentTensors,
  type PixelRange,
  paddedLatents,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

/** What exact products with Jᵀ need. */
export interface GradientSource {
  readonly networkAt: (checkpoint: number | undefined) => Promise<GeneratorNetwork>;
  readonly spec: LatentSpec;
  readonly range: PixelRange | undefined;
}

/** Half of the distance between the two images of a central difference, in units of z. */
const step = 0.02;
const batchSize = 50;

/** Whether gradients pass through a network from its images to its noise: tried once, at one latent. */
export async function hasGradient(
  subject: Pick<Subject, "imageShape"> & { readonly generate: NonNullable<Subject["generate"]> },
  source: GradientSource,
): Promise<boolean> {
  const size = latentSize(source.spec);
  const z = { data: new Float32Array(size), shape: [1, size] };
  const latents: Latents = labelPart(source.spec) === undefined ? { z } : { z, labels: new Int32Array(1) };
  const images = { data: new Float32Array(sizeOf(subject.imageShape)), shape: [1, ...subject.imageShape] };
  try {
    await jacobianProducts(subject, source).vjp(latents, images);
    return true;
  } catch {
    return false;
  }
}

/**
 * Products with the Jacobian of a generator: J v by central differences, (G(z + εv) − G(z − εv)) / 2ε with ε = 0.02/|v|; Jᵀ u by
 * gradients where the network has them, else from J's columns, which takes 2d images for each latent.
 */
export function jacobianProducts(
  subject: Pick<Subject, "imageShape"> & { readonly generate: NonNullable<Subject["generate"]> },
  gradients?: GradientSource,
): JacobianProducts {
  const pixels = sizeOf(subject.imageShape);
  const jvp: JacobianProducts["jvp"] = async (latents, directions, at) => {
    assertRows(latents, directions, latents.z.shape[1] ?? 0);
    const norms = rowNorms(directions);
    const up = await subject.generate(moved(latents, directions, norms, step), at);
    const down = await subject.generate(moved(latents, directions, norms, -step), at);
    const data = up.data.map((value, i) => {
      const norm = norms[Math.floor(i / pixels)] as number;
      return norm === 0 ? 0 : ((value - (down.data[i] as number)) * norm) / (2 * step);
    });
    return { data, shape: up.shape };
  };
  const byGradients = async (
    { networkAt, spec, range }: GradientSource,
    latents: Latents,
    images: NdArray,
    checkpoint: number | undefined,
  ): Promise<NdArray> => {
    const network = await networkAt(checkpoint);
    const [count = 0, size = 0] = latents.z.shape;
    const data = new Float32Array(count * size);
    const most = Math.min(batchSize, network.batch ?? batchSize);
    for (let start = 0; start < count; start += most) {
      const end = Math.min(count, start + most);
      const part = paddedLatents(latentRows(latents, start, end), network.batch);
      const gradient = tf.tidy(() => {
        const along = rows(images, start, end);
        const direction = tf.tensor(along.data, [end - start, ...network.sampleShape]);
        const dot = (z: tf.Tensor): tf.Scalar => {
          const inputs = latentTensors(part, { spec, inputs: network.inputs, noise: z as tf.Tensor2D });
          const samples = tf.slice(fromModelRange(network.run(inputs), range), 0, end - start);
          return tf.sum(tf.mul(samples, direction)) as tf.Scalar;
        };
        const { data: z, shape } = part.z;
        return tf.slice(tf.grad(dot)(tf.tensor2d(z, shape as [number, number])), 0, end - start);
      });
      data.set((await gradient.data()) as Float32Array, start * size);
      gradient.dispose();
    }
    return { data, shape: [count, size] };
  };
  const byDifferences: JacobianProducts["vjp"] = async (latents, images, at) => {
    const [count = 0, size = 0] = latents.z.shape;
    const data = new Float32Array(count * size);
    for (let i = 0; i < size; i++) {
      const axis = new Float32Array(count * size);
      for (let row = 0; row < count; row++) axis[row * size + i] = 1;
      const column = await jvp(latents, { data: axis, shape: [count, size] }, at);
      for (let row = 0; row < count; row++) {
        let sum = 0;
        for (let k = row * pixels; k < (row + 1) * pixels; k++) {
          sum += (column.data[k] as number) * (images.data[k] as number);
        }
        data[row * size + i] = sum;
      }
    }
    return { data, shape: [count, size] };
  };
  return {
    method: { jvp: "difference", vjp: gradients === undefined ? "difference" : "gradient" },
    jvp,
    vjp(latents, images, at) {
      assertRows(latents, images, pixels);
      if (gradients === undefined) return byDifferences(latents, images, at);
      return byGradients(gradients, latents, images, at?.checkpoint);
    },
  };
}

function assertRows({ z }: Latents, given: NdArray, width: number): void {
  const count = z.shape[0] ?? 0;
  if (given.shape[0] === count && given.data.length === count * width) return;
  throw new ShapeError({
    message: `Expected ${count} rows of ${width} values, one for each latent, received shape [${given.shape.join(", ")}].`,
  });
}

function rowNorms({ data, shape }: NdArray): Float64Array {
  const [count = 0, size = 0] = shape;
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let i = row * size; i < (row + 1) * size; i++) sum += (data[i] as number) ** 2;
    return Math.sqrt(sum);
  });
}

function moved(latents: Latents, directions: NdArray, norms: Float64Array, by: number): Latents {
  const size = latents.z.shape[1] ?? 0;
  const data = latents.z.data.map((value, i) => {
    const norm = norms[Math.floor(i / size)] as number;
    return norm === 0 ? value : value + (by * (directions.data[i] as number)) / norm;
  });
  return { ...latents, z: { data, shape: latents.z.shape } };
}
