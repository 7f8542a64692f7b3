import {
  type GivenSubject,
  type LatentSpec,
  type RunReader,
  RunUnsupportedError,
  readSamplesPart,
  type SampleBatch,
  type SampleSet,
  type SamplesRecord,
  type Subject,
  takeLatents,
  takeRows,
} from "@ganlens/core";

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
  subject: GivenSubject & { readonly samples: SamplesRecord },
): SampleSet {
  const { shape, samples } = subject;
  return {
    name: "generated",
    key: samples.sha256,
    count: samples.count,
    shape,
    async *batches({ batchSize = 500 } = {}) {
      for (const [index, { count }] of samples.parts.entries()) {
        const part = await readSamplesPart(store, subject, index);
        for (let start = 0; start < count; start += batchSize) {
          yield batchRows(part, start, Math.min(count, start + batchSize));
        }
      }
    },
  };
}

function batchRows({ x, labels, latents }: SampleBatch, start: number, end: number): SampleBatch {
  return {
    x: takeRows(x, rowNumbers(start, end)),
    ...(labels === undefined ? {} : { labels: labels.slice(start, end) }),
    ...(latents === undefined ? {} : { latents: takeLatents(latents, rowNumbers(start, end)) }),
  };
}

function rowNumbers(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
