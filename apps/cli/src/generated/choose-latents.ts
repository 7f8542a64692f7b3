import { ConfigInvalidError, type Latents, labelPart, latentRows, Random, type Subject } from "@ganlens/core";
import { latentPath } from "@ganlens/interpret";

export interface ChooseLatentsOptions {
  /** Images; with `interpolate` paths. */
  readonly count: number;
  readonly seed: number;
  /** The classes to ask for, in turn; drawn as often as in the data, if left out. */
  readonly labels?: readonly number[] | undefined;
  /** Images on the way between two latents. */
  readonly interpolate?: number | undefined;
}

/**
 * The latents that a person asks a generator for.
 *
 * @throws {ConfigInvalidError} when it has no such class, or a file holds fewer latents
 */
export function chooseLatents(
  subject: Pick<Subject, "name"> & Required<Pick<Subject, "latents">>,
  { count, seed, labels, interpolate }: ChooseLatentsOptions,
): Latents {
  const { spec } = subject.latents;
  if (labels !== undefined) assertClasses(labels, subject);
  const random = Random.fromSeed(seed).split("generate");
  const ends = interpolate === undefined ? 1 : 2;
  const drawn = take(subject, { count: count * ends, random });
  const asked: Latents =
    labels === undefined || drawn.labels === undefined
      ? drawn
      : {
          z: drawn.z,
          labels: Int32Array.from({ length: count * ends }, (_, i) => labels[i % labels.length] ?? 0),
        };
  if (interpolate === undefined) return asked;
  return latentPath({
    spec,
    first: latentRows(asked, 0, count),
    second: latentRows(asked, count, 2 * count),
    steps: interpolate,
  });
}

function take(
  { name, latents }: Pick<Subject, "name"> & Required<Pick<Subject, "latents">>,
  { count, random }: { readonly count: number; readonly random: Random },
): Latents {
  const { given } = latents;
  if (given === undefined) return latents.draw(count, random);
  const stock = given.z.shape[0] ?? 0;
  if (count <= stock) return latentRows(given, 0, count);
  throw new ConfigInvalidError({
    message: `Expected at most ${stock} latents, as many as the file of ${name} holds, received ${count}.`,
    hint: "Ask for fewer with --count, or say what they are drawn from with --latent.",
  });
}

/** @throws {ConfigInvalidError} when the generator cannot be asked for one of the classes */
export function assertClasses(
  labels: readonly number[],
  { name, latents }: Pick<Subject, "name"> & Required<Pick<Subject, "latents">>,
): void {
  const classes = labelPart(latents.spec)?.classes;
  if (classes === undefined) {
    throw new ConfigInvalidError({
      message: `Expected a generator that can be asked for classes with --labels, but ${name} takes none.`,
      hint: "Leave --labels out.",
    });
  }
  const stray = labels.find((label) => label >= classes);
  if (stray === undefined) return;
  throw new ConfigInvalidError({
    message: `Expected classes from 0 to ${classes - 1} for --labels, received ${stray}.`,
    hint: `${name} knows ${classes} classes; they are counted from 0.`,
  });
}
