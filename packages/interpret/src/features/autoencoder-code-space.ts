import { RunUnsupportedError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { encodeImages } from "../steps/encode-images.ts";
import type { FeatureSpace } from "./feature-space.ts";

/**
 * The codes of an autoencoder that was fitted to real images: features that know this data, where no classifier does.
 *
 * Fitted to images that are in the comparison, it has seen one side of it: fit it to others. What it cannot reconstruct is
 * not in its codes, so that such faults are not seen here.
 *
 * @param autoencoder a model of images with a code, as `fitAutoencoder` gives it; it stays the caller's to dispose of
 * @param hash names what it was fitted to and how (`FittedNetwork.hash`)
 * @throws {RunUnsupportedError} when images do not have the shape that it takes
 */
export function autoencoderCodeSpace({
  autoencoder,
  hash,
}: {
  readonly autoencoder: tf.LayersModel;
  readonly hash: string;
}): FeatureSpace {
  const takes = (autoencoder.inputs[0] as tf.SymbolicTensor).shape.slice(1);
  return {
    kind: "autoencoder-code",
    id: `autoencoder-code-${hash}`,
    name: `autoencoder codes, ${hash.slice(0, 12)}`,
    features: async (images) => {
      if (images.shape.slice(1).join() !== takes.join()) {
        throw new RunUnsupportedError({
          message: `Expected images of ${takes.join(" × ")} for the autoencoder's codes, received ${images.shape.slice(1).join(" × ")}.`,
          hint: "Fit an autoencoder to images of this size.",
        });
      }
      const codes = await encodeImages(autoencoder, images);
      const count = images.shape[0] ?? 0;
      return { data: codes.data, shape: [count, count === 0 ? 0 : codes.data.length / count] };
    },
    dispose: () => {},
  };
}
