import {
  type Latents,
  type NdArray,
  RunUnsupportedError,
  ShapeError,
  type Subject,
  sizeOf,
} from "@ganlens/core";

/**
 * E[JᵀJ] of a generator with respect to its noise, J the Jacobian of all pixels: which directions of noise move the image.
 *
 * Columns of J are central differences (G(z + εe) − G(z − εe)) / 2ε; labels stay as they are.
 *
 * @param latents the points over which the mean is taken, z of shape [n, d]; those beside which images are not finite are left out
 * @param step ε; at float32 with images in [0, 1] some hundredths balance rounding and curvature
 * @returns symmetric positive semi-definite, [d, d]
 * @throws {RunUnsupportedError} when images are not finite beside any of the points
 */
export async function meanJacobianGram(
  subject: Pick<Subject, "imageShape"> & { readonly generate: NonNullable<Subject["generate"]> },
  latents: Latents,
  { step = 0.05 }: { readonly step?: number } = {},
): Promise<NdArray<Float64Array>> {
  const [count = 0, d = 0] = latents.z.shape;
  if (count === 0)
    throw new ShapeError({ message: "Expected at least one latent for E[JᵀJ], received none." });
  const pixels = sizeOf(subject.imageShape);
  const gram = new Float64Array(d * d);
  let used = 0;
  for (let point = 0; point < count; point++) {
    const images = await subject.generate(moved(latents, point, step));
    // Beside a latent whose image is finite there may be some whose images are not.
    if (!images.data.every(Number.isFinite)) continue;
    used++;
    const columns = Array.from({ length: d }, (_, i) => {
      const up = images.data.subarray(2 * i * pixels, (2 * i + 1) * pixels);
      const down = images.data.subarray((2 * i + 1) * pixels, (2 * i + 2) * pixels);
      return Float64Array.from(up, (value, pixel) => (value - (down[pixel] as number)) / (2 * step));
    });
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        const product = dot(columns[i] as Float64Array, columns[j] as Float64Array);
        gram[i * d + j] = (gram[i * d + j] as number) + product;
        if (i !== j) gram[j * d + i] = (gram[j * d + i] as number) + product;
      }
    }
  }
  if (used === 0) {
    throw new RunUnsupportedError({
      message: `Expected finite images beside one of ${count} latents, found values that are not finite beside each.`,
      hint: "Check the generator's weights, and that the latents are of the kind it was trained with.",
    });
  }
  return { data: gram.map((sum) => sum / used), shape: [d, d] };
}

/** One latent moved up and down along every axis: rows z + εe₀, z − εe₀, z + εe₁ … */
function moved({ z, labels }: Latents, point: number, step: number): Latents {
  const d = z.shape[1] as number;
  const data = new Float32Array(2 * d * d);
  for (let i = 0; i < d; i++) {
    for (const [k, sign] of [1, -1].entries()) {
      const row = (2 * i + k) * d;
      data.set(z.data.subarray(point * d, (point + 1) * d), row);
      data[row + i] = (data[row + i] as number) + sign * step;
    }
  }
  const moved = { z: { data, shape: [2 * d, d] } };
  return labels === undefined
    ? moved
    : { ...moved, labels: new Int32Array(2 * d).fill(labels[point] as number) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
