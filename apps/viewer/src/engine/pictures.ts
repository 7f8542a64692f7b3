import { sizeOf } from "@ganlens/core";
import { applyModel, decode, encode, prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Look, Pictures, Tasks } from "./messages.ts";
import type { LoadedNetwork, Networks } from "./networks.ts";

/** G(z), and what an autoencoder makes of it. */
export async function generatePictures(
  networks: Networks,
  { generator, z, count, labels, look }: Tasks["generate"]["question"],
): Promise<Pictures> {
  const began = performance.now();
  const { model, range } = networks.get(generator);
  const shape = (model.outputs[0]?.shape.slice(1) ?? []) as number[];
  const values = tf.tidy(() => {
    const noise = tf.tensor2d(z, [count, z.length / count]);
    const inputs = labels === undefined ? noise : [noise, tf.tensor2d(labels, [count, 1], "int32")];
    const images = toUnit(applyModel(model, inputs, { training: false }) as tf.Tensor, range);
    return joined([
      images,
      ...(look === undefined ? [] : seen(networks.get(look.autoencoder), images, look)),
    ]);
  });
  return { ...(await read(values, count, sizeOf(shape))), shape, took: performance.now() - began };
}

/** What an autoencoder makes of images. */
export async function lookAtPictures(
  networks: Networks,
  { images, count, shape, look }: Tasks["look"]["question"],
): Promise<Pictures> {
  const began = performance.now();
  const values = tf.tidy(() => {
    const batch = tf.tensor(images, [count, ...shape]);
    return joined([batch, ...seen(networks.get(look.autoencoder), batch, look)]);
  });
  return { ...(await read(values, count, sizeOf(shape))), shape, took: performance.now() - began };
}

/** x̂ = D(E(x)) in [0, 1], and the mean of (x − x̂)² over each image. */
function seen(network: LoadedNetwork, images: tf.Tensor, { code }: Look): [tf.Tensor, tf.Tensor] {
  const { model, range, wholeCode } = network;
  const inputs = fromUnit(images, range);
  const codes = encode(model, inputs);
  const cut = code !== undefined && wholeCode !== undefined && code < wholeCode;
  const mask = cut ? tf.tensor2d(prefixMask([code], wholeCode).data, [1, wholeCode]) : undefined;
  const decoded = decode(model, codes, { training: false, ...(mask === undefined ? {} : { mask }) });
  const reconstructions = toUnit(decoded.reshape(images.shape), range);
  const errors = tf
    .squaredDifference(images, reconstructions)
    .reshape([images.shape[0] ?? 0, -1])
    .mean(1);
  return [reconstructions, errors];
}

/** All of it in one read: on a graphics device each read waits for everything before it. */
async function read(
  joined: tf.Tensor,
  count: number,
  size: number,
): Promise<Omit<Pictures, "shape" | "took">> {
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  const all = count * size;
  if (values.length === all) return { images: values };
  return {
    images: values.subarray(0, all),
    reconstructions: values.subarray(all, 2 * all),
    errors: values.subarray(2 * all),
  };
}

function joined(tensors: readonly tf.Tensor[]): tf.Tensor {
  return tf.concat(tensors.map((each) => each.flatten()));
}

function toUnit(x: tf.Tensor, range: readonly [number, number] | undefined): tf.Tensor {
  return range === undefined ? x : x.sub(range[0]).div(range[1] - range[0]);
}

function fromUnit(x: tf.Tensor, range: readonly [number, number] | undefined): tf.Tensor {
  return range === undefined ? x : x.mul(range[1] - range[0]).add(range[0]);
}
