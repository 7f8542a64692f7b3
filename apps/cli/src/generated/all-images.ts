import { ConfigInvalidError, concatRows, type Latents, type NdArray } from "@ganlens/core";
import type { DrawnBatch } from "./draw-images.ts";

/** Images in memory with their latents, and how many places of a grid they were asked for. */
export interface AllImages {
  readonly images: NdArray;
  readonly latents: Latents;
}

/** Values that one file holds at most: 2 GiB as float32. */
const mostValues = 2 ** 29;

/** @throws {ConfigInvalidError} when so many images of that size do not fit one file */
export function assertFitsMemory(count: number, shape: readonly number[]): void {
  const values = shape.reduce((product, side) => product * side, count);
  if (values <= mostValues) return;
  throw new ConfigInvalidError({
    message: `Expected at most ${Math.floor((mostValues * count) / values)} images of ${shape.join(" × ")} in one file, received --count ${count}.`,
    hint: "Write them into a folder, or in several goes with other seeds.",
  });
}

/** All that is drawn, in memory. */
export async function allImages(batches: AsyncIterable<DrawnBatch>): Promise<AllImages> {
  const found: DrawnBatch[] = [];
  for await (const batch of batches) found.push(batch);
  const labels = found.flatMap(({ latents }) => [...(latents.labels ?? [])]);
  return {
    images: concatRows(found.map(({ images }) => images)),
    latents: {
      z: concatRows(found.map(({ latents }) => latents.z)),
      ...(labels.length === 0 ? {} : { labels: Int32Array.from(labels) }),
    },
  };
}
