import type { Random } from "../random/random.ts";
import type { DatasetInfo } from "./dataset.ts";
import type { LatentSpec } from "./latent.ts";
import type { Latents } from "./latents.ts";
import type { NdArray } from "./nd-array.ts";
import type { Need } from "./need.ts";
import type { SampleSet } from "./sample-set.ts";

/** At which checkpoint something is computed; the last one unless told. */
export interface AtCheckpoint {
  readonly checkpoint?: number;
}

/** What a generator is drawn from. */
export interface LatentSource {
  readonly spec: LatentSpec;
  /** All latents that there are, where they come from a file instead of a prior: they can be used, not drawn anew. */
  readonly given?: Latents;
  /** `count` latents from the prior, labels (where there are any) from their distribution. */
  draw(count: number, random: Random): Latents;
}

/** Real images beside a generator, and what it has seen of them. */
export interface RealData {
  /** What the data set says of itself; absent where the images came without one. */
  readonly dataset?: DatasetInfo;
  /** Whether the generator was trained without the images of `held-out`. */
  readonly unseen: boolean;
  /** True where `train` is not known to be what the generator was trained on: nothing is said of copies then. */
  readonly foreign?: true;
  /** True where `held-out` is known to come from other hands than `train`: it is told from these whatever the generator does. */
  readonly foreignHeldOut?: true;
  /** What the held-out images are, for sentences: "held-out real images", or "training images" where they were seen. */
  readonly heldOutWords: string;
  /** `train`: images to learn from; `held-out`: images that are not in `train`. */
  open(part: "train" | "held-out"): Promise<SampleSet>;
}

/** A layer whose values can be read and replaced. */
export interface ActivationLayer {
  readonly name: string;
  /** Shape of its output for one sample. */
  readonly shape: readonly number[];
  /** True where every way from the latents to the image leads through it: its values alone make the image. */
  readonly dominates: boolean;
}

/** The inner values of a generator. */
export interface Activations {
  readonly layers: readonly ActivationLayer[];
  /** Values of a layer, shape `[n, …layer.shape]`. */
  read(latents: Latents, layer: string, at?: AtCheckpoint): Promise<NdArray>;
  /** The images when layers give these values instead of their own: `[n, …layer.shape]` by name. */
  generateWith(
    latents: Latents,
    values: Readonly<Record<string, NdArray>>,
    at?: AtCheckpoint,
  ): Promise<NdArray>;
  /**
   * The images that a layer's values alone make.
   *
   * @throws {ConfigInvalidError} when the layer does not dominate the output, so that they do not make an image alone
   */
  generateFrom(layer: string, values: NdArray, at?: AtCheckpoint): Promise<NdArray>;
}

/** Products with J = ∂G/∂z, pixel by latent, at each of several latents. */
export interface JacobianProducts {
  /** `gradient` where they are exact, `difference` where they are central differences. */
  readonly method: { readonly jvp: "gradient" | "difference"; readonly vjp: "gradient" | "difference" };
  /** J v: how the images change along directions `[n, size]` of z; shape of the images. */
  jvp(latents: Latents, directions: NdArray, at?: AtCheckpoint): Promise<NdArray>;
  /** Jᵀ u: which direction of z changes the images along `u`, shape of the images; `[n, size]`. */
  vjp(latents: Latents, images: NdArray, at?: AtCheckpoint): Promise<NdArray>;
}

/**
 * What lenses look at: a generator, or nothing but its samples. Every capability is optional, and what a subject can do is
 * what is there; {@link providesOf} reads it off.
 */
export interface Subject {
  readonly specificationVersion: 1;
  /** A name for people: the run's folder, or what the user calls the model. */
  readonly name: string;
  /** Hash of the weights and of all that decides what is drawn; keys caches, and tells whose an answer is. */
  readonly fingerprint: string;
  /** The training step that is looked at, where there is one. */
  readonly step?: number;
  /** Shape of one image, `[height, width, channels]`. */
  readonly imageShape: readonly [number, number, number];
  /** What a person should know before any answer: what was read off, assumed or left out; one sentence each. */
  readonly notes: readonly string[];
  readonly latents?: LatentSource;
  /** G(z): float32 images in [0, 1], shape `[n, height, width, channels]`. */
  generate?(latents: Latents, at?: AtCheckpoint): Promise<NdArray>;
  /** Images that were given instead of a generator, with their latents where those are known. */
  readonly samples?: SampleSet;
  readonly real?: RealData;
  /** Steps of the states that `generate` can go back to, ascending. */
  readonly checkpoints?: readonly number[];
  /** The encoder that was trained beside the generator: images → z, shape `[n, size]`. */
  encode?(images: NdArray): Promise<NdArray>;
  /** The discriminator's scores of images, shape `[n]`. */
  discriminate?(images: NdArray): Promise<NdArray>;
  readonly activations?: Activations;
  readonly products?: JacobianProducts;
  /** The autoencoder that the run's configuration proposes, as a model specification. */
  readonly autoencoder?: Readonly<Record<string, unknown>>;
  /** Frees tensors. */
  dispose(): void;
}

/** What a subject can do, derived from what it has. */
export function providesOf(subject: Subject): ReadonlySet<Need> {
  const { latents, samples, real, checkpoints, activations, products } = subject;
  const generates = subject.generate !== undefined && latents !== undefined;
  const has: Readonly<Record<Need, boolean>> = {
    images: generates || samples !== undefined,
    latents: latents !== undefined,
    generate: generates,
    "real-data": real !== undefined,
    "unseen-data": real?.unseen === true,
    labels: real?.dataset?.classes !== undefined,
    checkpoints: (checkpoints?.length ?? 0) > 1,
    encoder: subject.encode !== undefined,
    discriminator: subject.discriminate !== undefined,
    activations: activations !== undefined,
    products: products !== undefined,
  };
  return new Set((Object.keys(has) as Need[]).filter((need) => has[need]));
}
