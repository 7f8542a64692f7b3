import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type * as z from "zod";

/** What a term beside a reconstruction is given: the posteriors of a batch, and one draw from each. */
export interface LatentRegulariserInput {
  /** μ, [batch, codes]. */
  readonly mean: tf.Tensor;
  /** log σ², [batch, codes]. */
  readonly logVariance: tf.Tensor;
  /** z, one draw for each sample, [batch, codes]. */
  readonly codes: tf.Tensor;
  /** Steps taken so far. */
  readonly step: number;
  /** How many samples there are in all. */
  readonly datasetSize: number;
  readonly random: Random;
}

/** What a term adds to the loss, in nats per sample where it is a divergence, and what is told of it. */
export interface LatentRegulariserTerm {
  readonly term: tf.Scalar;
  /** Named scalars without weights, told as `encoder/<name>`. */
  readonly parts: Readonly<Record<string, tf.Scalar>>;
}

/** A term of a variational autoencoder beside β KL, or in its place. */
export interface LatentRegulariser<S> {
  /** The settings' schemas, with defaults. */
  readonly settings: { readonly [Key in keyof S]: z.ZodType<S[Key]> };
  /** Whether it stands in the place of β KL. */
  readonly replacesDivergence: boolean;
  term(settings: S, input: LatentRegulariserInput): LatentRegulariserTerm;
}
