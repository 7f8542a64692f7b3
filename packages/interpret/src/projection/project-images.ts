import {
  CancelledError,
  ConfigInvalidError,
  type Latents,
  labelPart,
  type NdArray,
  Random,
  RunUnsupportedError,
  ShapeError,
  type Subject,
  takeLatents,
} from "@ganlens/core";
import { type Candidates, startingLatents } from "./starting-latents.ts";
import { towardsImages } from "./towards-images.ts";

export interface ProjectImagesOptions {
  readonly subject: Subject;
  /** [n, height, width, channels] in [0, 1], of the generator's size. */
  readonly images: NdArray;
  /** The classes that are tried; all that the generator can be asked for, unless told. */
  readonly labels?: readonly number[];
  /** Steps of optimisation; by default 300. */
  readonly steps?: number;
  /** Latents that are drawn to find a start; by default 1,000. */
  readonly searched?: number;
  /** By default 0. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

/** How far the projection is. */
export interface ProjectionProgress {
  readonly type: "projection-progress";
  readonly stage: "searching" | "optimising";
  /** Share of the whole that is done, in [0, 1]. */
  readonly done: number;
}

/** Images brought into a generator's latent space. Errors are mean squared differences of pixels in [0, 1]. */
export interface Projection {
  /** Where the search began: at the subject's own encoder, or at the nearest of drawn images. */
  readonly start: "encoder" | "search";
  /** The latents that come nearest, one for each image. */
  readonly latents: Latents;
  /** G of these latents. */
  readonly images: NdArray;
  /** Of each image to its projection. */
  readonly errors: Float64Array;
  /** Of each image before optimisation. */
  readonly startErrors: Float64Array;
  /** Of each image to images at random latents, on average: what says nothing of the image scores that. */
  readonly random: { readonly errors: Float64Array; readonly n: number };
}

/**
 * Projects images into the latent space of a generator: minimises |G(z) − x|² over z, and over the class where it takes one.
 *
 * It begins at the subject's encoder where it has one, else at the nearest of drawn images; then Adam follows the gradient
 * Jᵀ(G(z) − x), and the best latent of the way is kept. Uniform latents stay within their bounds. An image that the generator
 * cannot draw ends about where random pairs are.
 *
 * @throws {RunUnsupportedError} when the subject draws no images at given latents, or they have no gradient
 * @throws {ShapeError} when images are of another size than the generator's
 * @throws {ConfigInvalidError} when a class is asked for that the generator does not know
 * @throws {CancelledError} when the signal aborts
 */
export async function* projectImages(
  options: ProjectImagesOptions,
): AsyncGenerator<ProjectionProgress, Projection> {
  const { subject, images, steps = 300, searched = 1000, seed = 0, signal } = options;
  const { generate, latents, products } = subject;
  if (generate === undefined || latents === undefined || products === undefined) {
    throw new RunUnsupportedError({
      message: `Expected a generator to project images with; ${subject.name} has ${generate === undefined ? "nothing but its samples" : "no gradients"}.`,
      hint: "Name the model that drew them: a run folder, an .onnx file or a model.json.",
    });
  }
  const [count = 0, ...shape] = images.shape;
  if (shape.join() !== subject.imageShape.join() || count === 0) {
    throw new ShapeError({
      message: `Expected images of ${subject.imageShape.join(" × ")}, as ${subject.name} draws them, received ${count === 0 ? "none" : shape.join(" × ")}.`,
      hint: "Bring them to that size first.",
    });
  }
  const classes = classesOf(options);
  const generator = { ...subject, generate, latents, products };
  const assertGoing = (): void => {
    if (signal?.aborted) throw new CancelledError({ message: "Projecting was stopped." });
  };
  assertGoing();
  yield { type: "projection-progress", stage: "searching", done: 0 };
  const random = Random.fromSeed(seed).split("projection");
  const found = await startingLatents(generator, { images, classes, searched, random, assertGoing });
  yield { type: "projection-progress", stage: "searching", done: 0.1 };
  const way = towardsImages(generator, { candidates: found, images, steps });
  let next = await way.next();
  while (!next.done) {
    assertGoing();
    yield { type: "projection-progress", stage: "optimising", done: 0.1 + 0.9 * next.value };
    next = await way.next();
  }
  const { errors, latents: reached } = next.value;
  const best = bestOf(found, errors, count);
  const chosen = takeLatents(reached, best);
  return {
    start: found.start,
    latents: chosen,
    images: await generate(chosen),
    errors: Float64Array.from(best, (row) => errors[row] as number),
    startErrors: Float64Array.from({ length: count }, (_, image) =>
      Math.min(...[...found.errors].filter((_error, row) => (found.image[row] as number) === image)),
    ),
    random: found.random,
  };
}

/** The candidate of least error of each image. */
function bestOf({ image }: Candidates, errors: Float64Array, count: number): Int32Array {
  const best = new Int32Array(count).fill(-1);
  for (const [row, error] of errors.entries()) {
    const of = image[row] as number;
    const so = best[of] as number;
    if (so < 0 || error < (errors[so] as number)) best[of] = row;
  }
  return best;
}

function classesOf({ subject, labels }: ProjectImagesOptions): readonly number[] | undefined {
  const spec = subject.latents?.spec;
  const known = spec === undefined ? undefined : labelPart(spec)?.classes;
  if (known === undefined) {
    if (labels === undefined) return undefined;
    throw new ConfigInvalidError({
      message: `Expected a generator that can be asked for classes, but ${subject.name} takes none.`,
      hint: "Leave the classes out.",
    });
  }
  const stray = labels?.find((label) => !(Number.isInteger(label) && label >= 0 && label < known));
  if (stray !== undefined || labels?.length === 0) {
    throw new ConfigInvalidError({
      message: `Expected classes from 0 to ${known - 1}, received ${stray ?? "none"}.`,
      hint: `${subject.name} knows ${known} classes; they are counted from 0.`,
    });
  }
  return labels ?? Array.from({ length: known }, (_, label) => label);
}
