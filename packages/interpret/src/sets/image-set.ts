import { type Latents, type NdArray, Random, type Subject, sha256Hex } from "@ganlens/core";
import { sampleLatents } from "@ganlens/training";

/** Images of one kind, and what is known of each. */
export interface ImageSet {
  /** What they are, for sentences: "real" or "generated". */
  readonly name: string;
  /** A string that names exactly these images; keys what is trained on them. */
  readonly key: string;
  /** [n, height, width, channels] in [0, 1] */
  readonly x: NdArray;
  readonly ids?: readonly string[];
  readonly labels?: Int32Array;
  readonly latents?: Latents;
}

/** A domain that an autoencoder can learn: images to train on, and others that it never sees. */
export interface Domain {
  readonly train: ImageSet;
  readonly heldOut: ImageSet;
}

/** Step 1 of the pipeline, generate: `count` images of the generator, at latents drawn from its prior. */
export async function generatedSet(
  subject: Subject,
  count: number,
  random: Random,
  name = "generated",
): Promise<ImageSet> {
  const latents = sampleLatents(subject.latent, count, random);
  const x = await subject.generate(latents);
  const key = `${subject.fingerprint}/${random.state.key.join("-")}/${count}`;
  return { name, key, x, latents, ...(latents.labels ? { labels: latents.labels } : {}) };
}

/** One split of the real data. */
export async function realSet(subject: Subject, split: string): Promise<ImageSet> {
  const { x, ids, labels } = await subject.realData(split);
  const key = `${subject.dataset?.sha256 ?? contentHash(x)}/${split}/${x.shape[0]}`;
  return { name: "real", key, x, ids, ...(labels ? { labels } : {}) };
}

/** The hash of the images themselves, where nothing else is known of them. */
function contentHash({ data }: NdArray): string {
  return sha256Hex(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/**
 * Generated images in the numbers of the real ones: as many to train on, and as many held out.
 *
 * They depend on the subject and the seed alone, so that every lens of one seed sees the same.
 */
export async function generatedDomain(subject: Subject, real: Domain, seed: number): Promise<Domain> {
  const random = Random.fromSeed(seed);
  const draw = (part: "train" | "held-out", { x }: ImageSet) =>
    generatedSet(subject, x.shape[0] as number, random.split(`generated-${part}-${seed}`));
  return { train: await draw("train", real.train), heldOut: await draw("held-out", real.heldOut) };
}

/** The real images, and generated ones in equal numbers. */
export async function bothDomains(
  subject: Subject,
  seed: number,
): Promise<{ readonly real: Domain; readonly generated: Domain }> {
  const real = { train: await realSet(subject, "train"), heldOut: await realSet(subject, "held-out") };
  return { real, generated: await generatedDomain(subject, real, seed) };
}
