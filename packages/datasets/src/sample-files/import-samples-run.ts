import {
  type BroughtRun,
  ConfigInvalidError,
  imageGrid,
  type LatentSpec,
  type NdArray,
  type RunRecord,
  type RunStore,
  runLayout,
  ShapeError,
  type SubjectRecord,
  sizeOf,
  type WrittenPart,
  writeBroughtRun,
} from "@ganlens/core";
import { sampleBatch } from "./sample-batch.ts";
import type { SampleFile } from "./sample-file.ts";

/** What becomes a run folder. */
export interface ImportSamplesRunOptions
  extends Pick<BroughtRun, "versions" | "backend" | "startedAt" | "name"> {
  readonly samples: SampleFile;
  /** The name of the file or folder that they came from. */
  readonly file: string;
  /** What each was made from, where that stands in a file of its own: a row for each sample of the file. */
  readonly latents?: NdArray;
  /** What the latents were drawn from, where that is known. */
  readonly prior?: WrittenPart;
  /** What real data lie beside it. */
  readonly real?: Pick<SubjectRecord, "data" | "heldOut">;
  readonly store: RunStore;
}

/** Images in the grid that shows what there is. */
const shown = 100;

/**
 * Makes a run folder of samples from elsewhere, as they are, with a grid of the first of them.
 *
 * @throws {ShapeError} when there is not one row of latents for each sample
 * @throws {ConfigInvalidError} when the prior is of another size than the latents
 */
export async function importSamplesRun(given: ImportSamplesRunOptions): Promise<RunRecord> {
  const { samples, file, prior, real, store, name, versions, backend, startedAt } = given;
  const [count = 0, ...shape] = samples.x.shape;
  const latents = given.latents === undefined ? samples.latents : rowsOf(given.latents, samples);
  const { low, high, stored } = samples.range;
  // In a run folder bytes are 0 to 255; others keep their values as floats.
  const images =
    stored === "uint8" && (low !== 0 || high !== 255)
      ? { data: Float32Array.from(samples.x.data), shape: samples.x.shape }
      : samples.x;
  const record = await writeBroughtRun(store, {
    name,
    subject: {
      shape,
      range: [low, high],
      ...(latents === undefined ? {} : { latent: latentSpec(latents, prior) }),
      ...real,
      origin: { format: "samples", name: file, sha256: samples.sha256 },
      notes: [
        `There are ${count} samples and no generator: what needs new images is left out.`,
        ...samples.notes,
      ],
    },
    samples: { images, labels: samples.labels, latents },
    versions,
    backend,
    startedAt,
  });
  const first = sampleBatch(samples, { start: 0, end: Math.min(shown, count) });
  await store.write(runLayout.sampleGrid(0), imageGrid(first, 10).png);
  return record;
}

/** Latents belong to samples row by row; rows of samples that were left out go with them. */
function rowsOf(latents: NdArray, { x, rows, fileCount = x.shape[0] ?? 0 }: SampleFile): NdArray {
  const [found = 0, ...rest] = latents.shape;
  if (found !== fileCount) {
    throw new ShapeError({
      message: `Expected one row of latents for each of ${fileCount} samples of the file, received ${found}.`,
      hint: "The n-th row must be what the n-th sample was made from.",
    });
  }
  if (rows === undefined) return latents;
  const size = sizeOf(rest);
  const data = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries()) {
    data.set(latents.data.subarray(row * size, (row + 1) * size), i * size);
  }
  return { data, shape: [rows.length, ...rest] };
}

function latentSpec({ shape }: NdArray, prior: WrittenPart | undefined): LatentSpec {
  const size = shape[1] ?? 0;
  if (prior !== undefined && prior.size !== size) {
    throw new ConfigInvalidError({
      message: `Expected a prior of ${size} numbers, as many as the latents have, received ${prior.size}.`,
      hint: `For example normal:${size}.`,
    });
  }
  return { parts: [{ kind: "noise", name: "noise", ...(prior ?? { size, prior: "given" }) }] };
}
