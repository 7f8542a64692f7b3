import type { Batch, DatasetInfo } from "./dataset.ts";
import type { LatentSpec } from "./latent.ts";

import type { NdArray } from "./nd-array.ts";
import type { Need } from "./need.ts";

/** Latents of several samples: noise `[n, size]` and, for conditional generators, labels. */
export interface Latents {
  readonly z: NdArray;
  readonly labels?: Int32Array;
}

/** What a lens looks at: a generator, and the real data it was trained on. */
export interface Subject {
  /** A name for people: the run's folder, or what the user calls the model. */
  readonly name: string;
  /** Hash of the generator's weights and configuration; keys caches. */
  readonly fingerprint: string;
  readonly latent: LatentSpec;
  /** Shape of one image, `[height, width, channels]`. */
  readonly imageShape: readonly [number, number, number];
  readonly provides: ReadonlySet<Need>;
  /** What the run says of its data; absent when the user brought a bare model. */
  readonly dataset?: DatasetInfo;
  /** Steps of the stored generator checkpoints, ascending. */
  readonly checkpoints: readonly number[];
  /** The autoencoder that the run's preset proposes, as a model specification. */
  readonly autoencoder?: Readonly<Record<string, unknown>>;

  /** G(z): float32 images in [0, 1], shape `[n, height, width, channels]`; the last checkpoint's EMA weights. */
  generate(latents: Latents, options?: { readonly checkpoint?: number }): Promise<NdArray>;
  /** All samples of a split of the real data, in the data set's own order. */
  realData(split: string): Promise<Batch>;
  /** Frees tensors. */
  dispose(): void;
}
