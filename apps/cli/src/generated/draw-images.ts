import {
  CancelledError,
  type Latents,
  latentRows,
  type NdArray,
  RunUnsupportedError,
  type Subject,
  sizeOf,
  takeLatents,
  takeRows,
} from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "../reporters/reporter.ts";

/** Images that belong to consecutive latents. */
export interface DrawnBatch {
  /** [n, height, width, channels] in [0, 1], all finite. */
  readonly images: NdArray;
  readonly latents: Latents;
  /** The place of each among all that were asked for. */
  readonly places: readonly number[];
}

/** Images that are drawn and written at once. */
const batchSize = 250;

/**
 * The images at some latents, batch by batch; those with values that are not finite are left out, and counted in a note.
 *
 * @throws {RunUnsupportedError} when none is finite
 * @throws {CancelledError} when it is stopped
 */
export async function* drawImages(
  subject: Pick<Subject, "name"> & Required<Pick<Subject, "generate">>,
  latents: Latents,
  { io, reporter }: { readonly io: Pick<CliIo, "signal">; readonly reporter: Reporter },
): AsyncGenerator<DrawnBatch> {
  const count = latents.z.shape[0] ?? 0;
  const lost: number[] = [];
  for (let start = 0; start < count; start += batchSize) {
    if (io.signal.aborted) {
      throw new CancelledError({ message: `Stopped after ${start} of ${count} images.` });
    }
    const end = Math.min(count, start + batchSize);
    const part = latentRows(latents, start, end);
    const images = await subject.generate(part);
    const good = finite(images);
    for (let row = 0; row < end - start; row++) if (!good.includes(row)) lost.push(start + row);
    yield {
      images: takeRows(images, good),
      latents: takeLatents(part, good),
      places: good.map((row) => start + row),
    };
    reporter.report({ type: "work-progress", now: `${end}/${count} images`, done: end / count });
  }
  if (lost.length === 0) return;
  const words = `the generator ${subject.name} gives values that are not finite at ${lost.length} of ${count} latents (the first is number ${(lost[0] ?? 0) + 1})`;
  if (lost.length === count) {
    throw new RunUnsupportedError({
      message: `There is no image to write: ${words}.`,
      hint: "Check its weights, and that the latents are of the kind it was trained with.",
    });
  }
  reporter.report({ type: "note", text: `${words}; they are left out.` });
}

function finite({ data, shape }: NdArray): readonly number[] {
  const [count = 0, ...rest] = shape;
  const width = sizeOf(rest);
  return Array.from({ length: count }, (_, row) => row).filter((row) =>
    data.subarray(row * width, (row + 1) * width).every(Number.isFinite),
  );
}
