import { type NdArray, ShapeError, sizeOf } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { readWeights } from "../weights/read-weights.ts";
import { writeWeights } from "../weights/write-weights.ts";

/**
 * Sets the linear maps of a nested autoencoder to PCA and its corrections to 0: E(x) = C(x − mean), D(h) = Cᵀh + mean.
 *
 * The model then reconstructs every prefix of m entries exactly as PCA with m components does.
 *
 * @param mean [pixels]
 * @param components [code, pixels], orthonormal rows by falling variance
 * @throws {ShapeError} when the sizes do not fit, or the model is not a nested autoencoder
 */
export async function initialiseFromPca(
  model: tf.LayersModel,
  {
    mean,
    components,
  }: {
    readonly mean: { readonly data: ArrayLike<number>; readonly shape: readonly number[] };
    readonly components: { readonly data: ArrayLike<number>; readonly shape: readonly number[] };
  },
): Promise<void> {
  const names = {
    encoder: `${model.name}/encoder/linear`,
    decoder: `${model.name}/decoder/linear`,
  };
  const weights = await readWeights(model);
  const shape = weights.get(`${names.encoder}/kernel`)?.shape;
  if (!shape || !weights.has(`${names.decoder}/kernel`)) {
    throw new ShapeError({
      message: `Expected a nested autoencoder, received "${model.name}" without "${names.encoder}".`,
      hint: 'Build it with { architecture: "nested-autoencoder" }.',
    });
  }
  const [pixels, code] = shape as [number, number];
  if (components.shape.join() !== `${code},${pixels}` || mean.data.length !== pixels) {
    throw new ShapeError({
      message: `Expected ${code} components of ${pixels} values and a mean of ${pixels}, received [${components.shape}] and ${mean.data.length}.`,
    });
  }
  const kernel = new Float32Array(pixels * code);
  const bias = new Float32Array(code);
  for (let row = 0; row < code; row++) {
    let projected = 0;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const loading = components.data[row * pixels + pixel] as number;
      kernel[pixel * code + row] = loading;
      projected += loading * (mean.data[pixel] as number);
    }
    bias[row] = -projected;
  }
  const zeroed = [`${model.name}/encoder/correction/kernel`, `${model.name}/decoder/correction/kernel`].map(
    (name): [string, NdArray] => {
      const size = weights.get(name)?.shape ?? [];
      return [name, { data: new Float32Array(sizeOf(size)), shape: size }];
    },
  );
  writeWeights(
    model,
    new Map<string, NdArray>([
      [`${names.encoder}/kernel`, { data: kernel, shape: [pixels, code] }],
      [`${names.encoder}/bias`, { data: bias, shape: [code] }],
      [`${names.decoder}/kernel`, { data: Float32Array.from(components.data), shape: [code, pixels] }],
      [`${names.decoder}/bias`, { data: Float32Array.from(mean.data), shape: [pixels] }],
      ...zeroed,
    ]),
  );
}
