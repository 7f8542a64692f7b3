import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type * as z from "zod";

/** What a regulariser sees of one round: both networks, and what they made. */
export interface GameView {
  /** Samples as the discriminator sees them, and its scores of them, [batch, 1]. */
  readonly real: { readonly samples: tf.Tensor; readonly scores: tf.Tensor };
  readonly fake: { readonly samples: tf.Tensor; readonly scores: tf.Tensor };
  /** The discriminator's scores of other samples of that kind, one for each; running statistics stay as they are. */
  score(samples: tf.Tensor, kind: "real" | "fake"): tf.Tensor;
  /** Samples of the same latents, moved by noise of this standard deviation; as the discriminator sees them. */
  moved(deviation: number): tf.Tensor;
  /** The same samples, changed by draws of a policy that keeps what they show. */
  augmented(samples: tf.Tensor, kind: "real" | "fake"): tf.Tensor;
  readonly random: Random;
  /** The numbers that it remembers, by the names of its `start`. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a regulariser adds to one of the two losses. */
export interface GanRegulariserTerm {
  readonly loss: tf.Scalar;
  /** Scalars to be told, from which what is remembered moves. */
  readonly parts?: Readonly<Record<string, tf.Scalar>>;
}

/** A term beside a GAN's losses that looks at both networks, by the name that a configuration gives it. */
export interface GanRegulariser<S> {
  /** One sentence for lists and help. */
  readonly description: string;
  /** The settings beside its name, with defaults. */
  readonly settings: z.ZodRawShape;
  /** Whether it takes images, which it changes. */
  readonly takesImages?: boolean;
  /** What is remembered before the first step. */
  readonly start?: Readonly<Record<string, number>>;
  /** Added to the discriminator's loss. */
  discriminatorTerm?(settings: S, view: GameView): GanRegulariserTerm;
  /** Added to the generator's loss. */
  generatorTerm?(settings: S, view: GameView): GanRegulariserTerm;
  /** What is remembered after a step, from the parts that were told. */
  advance?(
    settings: S,
    numbers: Readonly<Record<string, number>>,
    parts: Readonly<Record<string, number>>,
  ): Readonly<Record<string, number>>;
}
