import {
  decodeNpy,
  type LatentSpec,
  type NdArray,
  type RunReader,
  RunUnsupportedError,
  type SampleBatch,
  type SampleSet,
  type SamplesRecord,
  type Subject,
  sizeOf,
  toFloat32,
} from "@ganlens/core";
import type { PixelRange } from "@ganlens/models";

/** Samples instead of a generator: what lenses can still answer is what needs no other image than these. */
export interface SamplesSubjectOptions {
  readonly name: string;
  readonly fingerprint: string;
  readonly samples: SampleSet;
  /** What their latents are, where they are known. */
  readonly latent?: LatentSpec;
  readonly notes?: readonly string[];
}

/** @throws {RunUnsupportedError} when the samples are not images */
export function samplesSubject({
  name,
  fingerprint,
  samples,
  latent,
  notes = [],
}: SamplesSubjectOptions): Subject {
  const [height, width, channels, ...rest] = samples.shape;
  if (height === undefined || width === undefined || channels === undefined || rest.length > 0) {
    throw new RunUnsupportedError({
      message: `Expected images, [height, width, channels], but the samples of ${name} are of shape [${samples.shape.join(", ")}].`,
      hint: "Say how they are laid out, for example --layout nchw.",
    });
  }
  return {
    specificationVersion: 1,
    name,
    fingerprint,
    imageShape: [height, width, channels],
    notes,
    samples,
    ...(latent === undefined
      ? {}
      : {
          latents: {
            spec: latent,
            draw() {
              throw new RunUnsupportedError({
                message: `Expected a generator to draw images at new latents from; ${name} has nothing but its samples.`,
              });
            },
          },
        }),
    dispose() {},
  };
}

/** The samples in a run folder as a set, read part by part. */
export function storedSamples(
  store: RunReader,
  { parts, count, sha256 }: SamplesRecord,
  { shape, range = [0, 1] }: { readonly shape: readonly number[]; readonly range?: PixelRange | undefined },
): SampleSet {
  return {
    name: "generated",
    key: sha256,
    count,
    shape,
    async *batches({ batchSize = 500 } = {}) {
      for (const part of parts) {
        const read = async (path: string) => decodeNpy(await store.read(path), { source: path });
        const stored = await read(part.images);
        const width = sizeOf(shape);
        if (stored.shape.join() !== [part.count, ...shape].join()) {
          throw new RunUnsupportedError({
            message: `Expected ${part.images} to hold images of shape [${[part.count, ...shape].join(", ")}], received [${stored.shape.join(", ")}].`,
            hint: "The file was changed: bring the samples in again.",
          });
        }
        const bytes = stored.data instanceof Uint8Array;
        const [low, high] = bytes ? [0, 255] : range;
        const labels = part.labels === undefined ? undefined : toFloat32(await read(part.labels));
        const z = part.latents === undefined ? undefined : toFloat32(await read(part.latents));
        for (let start = 0; start < part.count; start += batchSize) {
          const end = Math.min(part.count, start + batchSize);
          const data = new Float32Array((end - start) * width);
          for (let i = 0; i < data.length; i++) {
            data[i] = (Number(stored.data[start * width + i]) - low) / (high - low);
          }
          yield batchOf({ data, shape: [end - start, ...shape] }, { labels, z, start, end });
        }
      }
    },
  };
}

function batchOf(
  x: NdArray,
  {
    labels,
    z,
    start,
    end,
  }: { labels: NdArray | undefined; z: NdArray | undefined; start: number; end: number },
): SampleBatch {
  const classes = labels === undefined ? undefined : Int32Array.from(labels.data.subarray(start, end));
  const size = z?.shape[1] ?? 0;
  const noise =
    z === undefined
      ? undefined
      : { data: z.data.slice(start * size, end * size), shape: [end - start, size] };
  return {
    x,
    ...(classes === undefined ? {} : { labels: classes }),
    ...(noise === undefined
      ? {}
      : { latents: { z: noise, ...(classes === undefined ? {} : { labels: classes }) } }),
  };
}
