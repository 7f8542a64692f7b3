import { ConfigInvalidError, type Latents, latentRows, sizeOf } from "@ganlens/core";
import { decode, encode, fromModelRange, generateTensor, prefixMask, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Look, Pictures, Tasks } from "../engine/messages.ts";
import type { Networks } from "./networks.ts";
import type { OpenedAutoencoder } from "./open-autoencoder.ts";

/** Numbers of images that are computed at once: a graphics device runs out of memory before it says so. */
const mostAtOnce = 2 ** 20;

/** G(z), and what an autoencoder makes of it. */
export async function generatePictures(
  networks: Networks,
  { generator, z, count, labels, look }: Tasks["generate"]["question"],
): Promise<Pictures> {
  const { network, spec, range } = networks.generator(generator);
  if (spec === undefined) {
    throw new ConfigInvalidError({ message: "The stored network takes no noise, so it is not a generator." });
  }
  const latents: Latents = {
    z: { data: z, shape: [count, z.length / count] },
    ...(labels === undefined ? {} : { labels }),
  };
  return pictures({ count, shape: network.sampleShape, most: network.batch, look, networks }, (start, end) =>
    generateTensor(network, latentRows(latents, start, end), { spec, range }),
  );
}

/** What an autoencoder makes of images. */
export async function lookAtPictures(
  networks: Networks,
  { images, count, shape, look }: Tasks["look"]["question"],
): Promise<Pictures> {
  const size = sizeOf(shape);
  return pictures({ count, shape, most: undefined, look, networks }, (start, end) =>
    tf.tensor(images.subarray(start * size, end * size), [end - start, ...shape]),
  );
}

/** Images in [0, 1] some at a time, each time with what the autoencoder makes of them. */
async function pictures(
  {
    count,
    shape,
    most = count,
    look,
    networks,
  }: {
    readonly count: number;
    readonly shape: readonly number[];
    readonly most: number | undefined;
    readonly look: Look | undefined;
    readonly networks: Networks;
  },
  imagesOf: (start: number, end: number) => tf.Tensor,
): Promise<Pictures> {
  const began = performance.now();
  const size = sizeOf(shape);
  const images = new Float32Array(count * size);
  const seen =
    look === undefined
      ? {}
      : { reconstructions: new Float32Array(count * size), errors: new Float32Array(count) };
  const together = Math.max(1, Math.min(most, Math.floor(mostAtOnce / size)));
  for (let start = 0; start < count; start += together) {
    const end = Math.min(count, start + together);
    // All of it in one read: on a graphics device each read waits for everything before it.
    const joined = tf.tidy(() => {
      const batch = imagesOf(start, end);
      const looked = look === undefined ? [] : lookedAt(networks.autoencoder(look.autoencoder), batch, look);
      return tf.concat([batch, ...looked].map((each) => each.flatten()));
    });
    const values = (await joined.data()) as Float32Array;
    joined.dispose();
    assertFinite(values);
    const all = (end - start) * size;
    images.set(values.subarray(0, all), start * size);
    seen.reconstructions?.set(values.subarray(all, 2 * all), start * size);
    seen.errors?.set(values.subarray(2 * all), start);
  }
  return { images, ...seen, shape, took: performance.now() - began };
}

/** @throws {ConfigInvalidError} when a network gave NaN or an infinite value: nothing of that can be drawn or measured */
function assertFinite(values: Float32Array): void {
  if (values.every((value) => Number.isFinite(value))) return;
  throw new ConfigInvalidError({
    message:
      "Expected images of finite numbers; the network gives NaN or infinite values here, so they are not drawn.",
    hint: "Look at another step, or at another point.",
  });
}

/** x̂ = D(E(x)) in [0, 1], and the mean of (x − x̂)² over each image. */
function lookedAt(network: OpenedAutoencoder, images: tf.Tensor, { code }: Look): [tf.Tensor, tf.Tensor] {
  const { model, range, wholeCode } = network;
  const codes = encode(model, toModelRange(images, range));
  const cut = code !== undefined && wholeCode !== undefined && code < wholeCode;
  const mask = cut ? tf.tensor2d(prefixMask([code], wholeCode).data, [1, wholeCode]) : undefined;
  const decoded = decode(model, codes, { training: false, ...(mask === undefined ? {} : { mask }) });
  const reconstructions = fromModelRange(decoded.reshape(images.shape), range);
  const errors = tf
    .squaredDifference(images, reconstructions)
    .reshape([images.shape[0] ?? 0, -1])
    .mean(1);
  return [reconstructions, errors];
}
