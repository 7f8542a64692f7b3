import type { NdArray } from "@ganlens/core";
import type { Features } from "@ganlens/metrics";

/** What an extractor looks at. */
export type FeatureSpaceKind =
  | "digit-classifier"
  | "pixel-components"
  | "wavelet-packets"
  | "autoencoder-code";

/** Where distances are taken: a name that says how, and the map from images to features. */
export interface FeatureSpace {
  readonly kind: FeatureSpaceKind;
  /** Two spaces of one id are the same map: the kind, and the hash or the settings that decide it. */
  readonly id: string;
  /** Names the extractor and its hash, as it is printed with every number. */
  readonly name: string;
  /**
   * By default 1. The columns stand in so many blocks of equal width, one after the other, and a Fréchet distance is the mean of
   * the blocks' own.
   */
  readonly blocks?: number;
  /** `[n, height, width, channels]` to `[n, d]`. */
  features(images: NdArray): Promise<Features>;
  dispose(): void;
}
