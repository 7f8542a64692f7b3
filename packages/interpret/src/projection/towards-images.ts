import {
  type Latents,
  latentDeviations,
  latentRows,
  type NdArray,
  type Subject,
  sizeOf,
  takeRows,
  vectorParts,
} from "@ganlens/core";
import type { Candidates } from "./starting-latents.ts";

type Generator = Subject & Required<Pick<Subject, "generate" | "latents" | "products">>;

/** What was reached from each candidate. */
export interface Reached {
  /** The best latents of the way. */
  readonly latents: Latents;
  /** Their mean squared differences to their images. */
  readonly errors: Float64Array;
}

/** The first step's length, as a share of the prior's deviation; falls to a hundredth of it along half a cosine. */
const firstStep = 0.1;
const lastShare = 0.01;
const [beta1, beta2] = [0.9, 0.99];
const batchSize = 100;

/**
 * Moves latents so that the generator's images come nearer to given ones, by Adam on Jᵀ(G(z) − x).
 *
 * @returns the share that is done, and at the end the best latents of the way: never worse than where it began
 */
export async function* towardsImages(
  subject: Generator,
  {
    candidates,
    images,
    steps,
  }: { readonly candidates: Candidates; readonly images: NdArray; readonly steps: number },
): AsyncGenerator<number, Reached> {
  const { latents, image, errors } = candidates;
  const [count = 0, size = 0] = latents.z.shape;
  const deviations = latentDeviations(subject.latents.spec);
  const bounds = boundsOf(subject);
  const best = { z: latents.z.data.slice(), errors: errors.slice() };
  const batches = Math.ceil(count / batchSize);
  for (let batch = 0; batch < batches; batch++) {
    const start = batch * batchSize;
    const end = Math.min(count, start + batchSize);
    const part = latentRows(latents, start, end);
    const target = takeRows(images, image.subarray(start, end));
    const z = part.z.data.slice();
    const mean = new Float64Array(z.length);
    const square = new Float64Array(z.length);
    for (let step = 0; step <= steps; step++) {
      const here: Latents = { ...part, z: { data: z.slice(), shape: part.z.shape } };
      const made = await subject.generate(here);
      keepBetter(best, { z, made, target, start, size });
      if (step === steps) break;
      const gradient = await subject.products.vjp(here, difference(made, target));
      const along = lastShare + (1 - lastShare) * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      for (let i = 0; i < z.length; i++) {
        const g = gradient.data[i] as number;
        // Where an image is not finite it has no gradient: such a latent goes on from its best place.
        if (!Number.isFinite(g)) {
          z[i] = best.z[start * size + i] as number;
          continue;
        }
        mean[i] = beta1 * (mean[i] as number) + (1 - beta1) * g;
        square[i] = beta2 * (square[i] as number) + (1 - beta2) * g * g;
        const m = (mean[i] as number) / (1 - beta1 ** (step + 1));
        const s = Math.sqrt((square[i] as number) / (1 - beta2 ** (step + 1)));
        const moved =
          (z[i] as number) - (firstStep * along * (deviations[i % size] as number) * m) / (s + 1e-12);
        const [low, high] = bounds[i % size] as readonly [number, number];
        z[i] = Math.min(high, Math.max(low, moved));
      }
      yield (batch + (step + 1) / steps) / batches;
    }
  }
  return {
    latents: { ...latents, z: { data: best.z, shape: latents.z.shape } },
    errors: best.errors,
  };
}

function keepBetter(
  best: { readonly z: Float32Array; readonly errors: Float64Array },
  {
    z,
    made,
    target,
    start,
    size,
  }: { z: Float32Array; made: NdArray; target: NdArray; start: number; size: number },
): void {
  const [count = 0, ...shape] = made.shape;
  const width = sizeOf(shape);
  for (let row = 0; row < count; row++) {
    let sum = 0;
    for (let k = row * width; k < (row + 1) * width; k++) {
      sum += ((made.data[k] as number) - (target.data[k] as number)) ** 2;
    }
    if (!(sum / width < (best.errors[start + row] as number))) continue;
    best.errors[start + row] = sum / width;
    best.z.set(z.subarray(row * size, (row + 1) * size), (start + row) * size);
  }
}

function difference(made: NdArray, target: NdArray): NdArray {
  return { data: made.data.map((value, i) => value - (target.data[i] as number)), shape: made.shape };
}

/** How far each entry of z may go: uniform latents have an end, others none. */
function boundsOf(subject: Generator): readonly (readonly [number, number])[] {
  return vectorParts(subject.latents.spec).flatMap(({ size, prior, low = -1, high = 1 }) =>
    Array.from({ length: size }, () =>
      prior === "uniform" ? ([low, high] as const) : ([-Infinity, Infinity] as const),
    ),
  );
}
