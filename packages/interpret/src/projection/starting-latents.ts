import {
  type Latents,
  latentRows,
  type NdArray,
  type Random,
  RunUnsupportedError,
  type Subject,
  takeLatents,
} from "@ganlens/core";
import { squaredDistances } from "./squared-distances.ts";

type Generator = Subject & Required<Pick<Subject, "generate" | "latents">>;

/** Latents from which images are looked for; several for each image. */
export interface Candidates {
  readonly start: "encoder" | "search";
  readonly latents: Latents;
  /** Which image each is for. */
  readonly image: Int32Array;
  /** Mean squared difference of each to its image. */
  readonly errors: Float64Array;
  /** Mean error of each image to images at random latents. */
  readonly random: { readonly errors: Float64Array; readonly n: number };
}

export interface StartingLatentsOptions {
  readonly images: NdArray;
  readonly classes: readonly number[] | undefined;
  readonly searched: number;
  readonly random: Random;
  readonly assertGoing: () => void;
}

/** Starts for an image where it can have no class: the way down may end in several places. */
const startsWithoutClasses = 4;
const batchSize = 250;

/**
 * Where the search for each image begins: the encoder's code under every class, or the nearest of drawn latents, of every class.
 *
 * @throws {RunUnsupportedError} when no drawn image is finite
 */
export async function startingLatents(
  subject: Generator,
  options: StartingLatentsOptions,
): Promise<Candidates> {
  const { images, classes } = options;
  const count = images.shape[0] ?? 0;
  const drawn = await nearestDrawn(subject, options);
  if (subject.encode === undefined) return { start: "search", ...drawn };
  const codes = await subject.encode(images);
  const asked = classes ?? [undefined];
  const image = Int32Array.from({ length: count * asked.length }, (_, row) => row % count);
  const labels = Int32Array.from(image, (_, row) => asked[Math.floor(row / count)] ?? 0);
  const latents = {
    z: takeLatents({ z: codes }, image).z,
    ...(classes === undefined ? {} : { labels }),
  };
  const errors = await errorsAt(subject, { latents, images, image });
  return { start: "encoder", latents, image, errors, random: drawn.random };
}

async function errorsAt(
  subject: Generator,
  { latents, images, image }: { latents: Latents; images: NdArray; image: Int32Array },
): Promise<Float64Array> {
  const made = await subject.generate(latents);
  const distances = squaredDistances(images, made);
  const rows = made.shape[0] ?? 0;
  return Float64Array.from(image, (of, row) => distances[of * rows + row] as number);
}

async function nearestDrawn(
  subject: Generator,
  { images, classes, searched, random, assertGoing }: StartingLatentsOptions,
): Promise<Omit<Candidates, "start">> {
  const count = images.shape[0] ?? 0;
  const { given } = subject.latents;
  const pool = given === undefined ? subject.latents.draw(searched, random) : given;
  const size = Math.min(searched, pool.z.shape[0] ?? 0);
  // Every class gets its share of the draws; the classes that are not asked for get none.
  const asked: Latents =
    classes === undefined || pool.labels === undefined
      ? latentRows(pool, 0, size)
      : {
          z: latentRows(pool, 0, size).z,
          labels: Int32Array.from({ length: size }, (_, row) => classes[row % classes.length] as number),
        };
  const keep = classes === undefined ? startsWithoutClasses : 1;
  const groups = classes?.length ?? 1;
  const nearest: { row: number; error: number }[][] = Array.from({ length: count * groups }, () => []);
  const sums = new Float64Array(count);
  let finite = 0;
  for (let start = 0; start < size; start += batchSize) {
    assertGoing();
    const part = latentRows(asked, start, Math.min(size, start + batchSize));
    const made = await subject.generate(part);
    const here = made.shape[0] ?? 0;
    const distances = squaredDistances(images, made);
    for (let i = 0; i < here; i++) {
      if (!Number.isFinite(distances[i])) continue;
      finite++;
      for (let of = 0; of < count; of++) {
        const error = distances[of * here + i] as number;
        sums[of] = (sums[of] as number) + error;
        const group = nearest[of * groups + ((start + i) % groups)] as { row: number; error: number }[];
        group.push({ row: start + i, error });
        group.sort((one, other) => one.error - other.error);
        group.length = Math.min(group.length, keep);
      }
    }
  }
  if (finite === 0) {
    throw new RunUnsupportedError({
      message: `Expected finite images from the generator ${subject.name}, found none at ${size} latents.`,
      hint: "Check its weights, and that the latents are of the kind it was trained with.",
    });
  }
  const chosen = nearest.flatMap((group, i) =>
    group.map((each) => ({ ...each, image: Math.floor(i / groups) })),
  );
  return {
    latents: takeLatents(
      asked,
      chosen.map(({ row }) => row),
    ),
    image: Int32Array.from(chosen, ({ image }) => image),
    errors: Float64Array.from(chosen, ({ error }) => error),
    random: { errors: sums.map((sum) => sum / finite), n: finite },
  };
}
