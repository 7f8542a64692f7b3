import { type NdArray, RunUnsupportedError } from "@ganlens/core";
import type { FeatureSpace } from "./feature-space.ts";
import { haarPackets } from "./haar-packets.ts";

/** Packets are not made narrower than this. */
const leastSide = 7;

/**
 * Coefficients of the Haar wavelet-packet transform, for the Fréchet Wavelet Distance: no network and no fit, so that any images
 * can be compared, and differences are seen in every band of frequencies alike.
 *
 * What is computed: L levels of {@link haarPackets}, which give 4^L packets of height / 2^L × width / 2^L × channels
 * coefficients each; a packet's coefficients are one block of columns, and the distance is the mean over packets of the squared
 * Fréchet distance between the coefficients' Gaussians (ddof = 1), as the authors' text and code have it. Coefficients are taken
 * as they are: log(|w| + 1e-6) is an option of their code that is off by default. L is the largest that leaves packets of at least 7 × 7, at least 1
 * (2 at 28 and 32 pixels, 3 at 64); the authors use 4 at 256 pixels. Sides that 2^L does not divide are filled up with their last
 * row or column.
 *
 * The transform is orthonormal: a kernel distance over all columns is one of pixels.
 *
 * @param imageShape `[height, width, channels]`
 * @throws {RunUnsupportedError} when it is not of three sides ≥ 2 × 2 × 1, or images have another one
 * @see Veeramacheneni et al. 2025, "Fréchet Wavelet Distance", arXiv 2312.15289; their code, PyTorch-FWD
 */
export function waveletPacketSpace(imageShape: readonly number[]): FeatureSpace {
  const [height = 0, width = 0, channels = 0] = imageShape;
  if (imageShape.length !== 3 || height < 2 || width < 2 || channels < 1) {
    throw new RunUnsupportedError({
      message: `Expected images of at least 2 × 2 × 1 for wavelet packets, received ${imageShape.join(" × ")}.`,
    });
  }
  const levels = Math.max(1, Math.floor(Math.log2(Math.min(height, width) / leastSide)));
  const blocks = 4 ** levels;
  return {
    kind: "wavelet-packets",
    id: `wavelet-packets-haar-${levels}`,
    name: `Haar wavelet packets, level ${levels}`,
    blocks,
    features: async (images: NdArray) => {
      if (images.shape.slice(1).join() !== imageShape.join()) {
        throw new RunUnsupportedError({
          message: `Expected images of ${imageShape.join(" × ")} for these wavelet packets, received ${images.shape.slice(1).join(" × ")}.`,
        });
      }
      return haarPackets(images, levels);
    },
    dispose: () => {},
  };
}
