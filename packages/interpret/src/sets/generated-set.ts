import {
  type Latents,
  latentRows,
  type NdArray,
  Random,
  RunUnsupportedError,
  type SampleBatch,
  type SampleSet,
  type Subject,
  sizeOf,
  takeLatents,
  takeRows,
} from "@ganlens/core";

/** Which images of a subject are wanted, and what for. */
export interface DrawRequest {
  /** What they are for: sets of different purposes never share a draw. */
  readonly purpose: string;
  /** At most this many; a subject that has fewer gives fewer, and none twice. */
  readonly count: number;
  readonly seed: number;
  readonly checkpoint?: number;
  /** Only this class. */
  readonly label?: number;
  /**
   * Which part of a limited stock is used, as shares of it in [0, 1]: requests whose parts do not overlap never share an
   * image. A generator draws anew for every purpose, and has no stock.
   */
  readonly stock?: readonly [from: number, to: number];
}

/** Latents drawn together: a set is the same whatever the size of the batches that it is read in. */
const blockSize = 250;
/** Draws after which a generator that gives no finite image is given up. */
const mostAttempts = 20;

/**
 * Step 1 of the pipeline, generate: images of a subject, batch by batch, with their latents where those are known.
 *
 * Latents at which the generator gives a value that is not finite are left out and others drawn in their place.
 *
 * @throws {RunUnsupportedError} when the subject has no images, or its generator gives hardly any that are finite
 */
export function generatedSamples(subject: Subject, request: DrawRequest): SampleSet {
  const { purpose, count: wanted, seed, checkpoint, label, stock = [0, 1] } = request;
  const limited = subject.samples?.count ?? subject.latents?.given?.z.shape[0];
  const order =
    limited === undefined
      ? undefined
      : Random.fromSeed(seed)
          .split("stock")
          .permutation(limited)
          .subarray(Math.floor(stock[0] * limited), Math.floor(stock[1] * limited));
  const count = Math.min(wanted, order?.length ?? wanted);
  const at = [checkpoint === undefined ? "" : `@${checkpoint}`, label === undefined ? "" : `label ${label}`];
  const rows = order?.subarray(0, count);
  const base = {
    name: "generated",
    key: `${subject.fingerprint}/${purpose}/${seed}/${count}/${at.join("/")}${rows === undefined ? "" : `/${stock.join("-")}`}`,
    count,
    shape: subject.imageShape,
  };
  if (subject.samples !== undefined && subject.generate === undefined) {
    return {
      ...base,
      batches: (options) => chosenRows(subject.samples as SampleSet, rows as Int32Array, options),
    };
  }
  return { ...base, batches: (options) => drawn(subject, request, { count, rows, ...options }) };
}

/** Blocks of images at latents of their own; each block is drawn from a random stream named by its place. */
async function* drawn(
  subject: Subject,
  request: DrawRequest,
  { count, rows, batchSize = blockSize }: { count: number; rows: Int32Array | undefined; batchSize?: number },
): AsyncGenerator<SampleBatch> {
  const { purpose, seed, checkpoint, label } = request;
  const { latents: source } = subject;
  if (source === undefined || subject.generate === undefined) {
    throw new RunUnsupportedError({
      message: `Expected images from ${subject.name}, which has neither a generator nor samples.`,
      hint: "Bring a model or a set of samples.",
    });
  }
  const random = Random.fromSeed(seed).split(`draw/${purpose}`);
  const at = checkpoint === undefined ? {} : { checkpoint };
  for (let start = 0, block = 0; start < count; start += blockSize, block++) {
    const size = Math.min(blockSize, count - start);
    const draw = (attempt: number): Latents => {
      if (rows !== undefined && source.given !== undefined) {
        return attempt === 0
          ? takeLatents(source.given, rows.subarray(start, start + size))
          : empty(source.given);
      }
      // A whole block is drawn even where only a part is used, so that a smaller set is the start of a larger one.
      const stream = random.split(`block-${block}${attempt === 0 ? "" : `/again-${attempt}`}`);
      return atLabel(latentRows(source.draw(blockSize, stream), 0, attempt === 0 ? size : blockSize), label);
    };
    const found = await finiteImages(subject, draw, { wanted: size, at });
    for (let row = 0; row < (found.x.shape[0] ?? 0); row += batchSize) {
      const end = Math.min(found.x.shape[0] ?? 0, row + batchSize);
      const latents = latentRows(found.latents, row, end);
      yield {
        x: takeRows(found.x, range(row, end)),
        latents,
        ...(latents.labels === undefined ? {} : { labels: latents.labels }),
      };
    }
  }
}

async function finiteImages(
  subject: Subject,
  draw: (attempt: number) => Latents,
  { wanted, at }: { readonly wanted: number; readonly at: { readonly checkpoint?: number } },
): Promise<{ readonly x: NdArray; readonly latents: Latents }> {
  const first = draw(0);
  const images = (await subject.generate?.(first, at)) as NdArray;
  const good = finiteRows(images);
  if (good.length === wanted) return { x: images, latents: first };
  let x = takeRows(images, good);
  let latents = takeLatents(first, good);
  for (let attempt = 1; (x.shape[0] ?? 0) < wanted; attempt++) {
    const more = draw(attempt);
    // Latents of a file cannot be drawn anew: the set is smaller then.
    if ((more.z.shape[0] ?? 0) === 0) break;
    if (attempt > mostAttempts) {
      throw new RunUnsupportedError({
        message: `Expected finite images from the generator ${subject.name}, but at most latents it gives values that are not finite.`,
        hint: "Check its weights, and that the latents are of the kind it was trained with.",
      });
    }
    const others = (await subject.generate?.(more, at)) as NdArray;
    const taken = finiteRows(others).slice(0, wanted - (x.shape[0] ?? 0));
    x = joined(x, takeRows(others, taken));
    latents = joinedLatents(latents, takeLatents(more, taken));
  }
  return { x, latents };
}

/** The rows of an array that hold finite values only. */
export function finiteRows({ data, shape }: NdArray): number[] {
  const [count = 0, ...rest] = shape;
  const width = sizeOf(rest);
  return range(0, count).filter((row) => {
    for (let i = row * width; i < (row + 1) * width; i++) if (!Number.isFinite(data[i])) return false;
    return true;
  });
}

/** Rows of a set in a given order, read in one pass through it. */
async function* chosenRows(
  samples: SampleSet,
  rows: Int32Array,
  { batchSize = blockSize }: { readonly batchSize?: number } = {},
): AsyncGenerator<SampleBatch> {
  // In the stock's own order, so that it is read once; which rows they are was drawn at random.
  const chosen = Int32Array.from(rows).sort();
  let start = 0;
  let next = 0;
  for await (const batch of samples.batches({ batchSize })) {
    const size = batch.x.shape[0] ?? 0;
    const here: number[] = [];
    while (next < chosen.length && (chosen[next] as number) < start + size) {
      here.push((chosen[next] as number) - start);
      next++;
    }
    start += size;
    if (here.length === 0) continue;
    const { labels, latents } = batch;
    yield {
      x: takeRows(batch.x, here),
      ...(labels === undefined ? {} : { labels: Int32Array.from(here, (i) => labels[i] as number) }),
      ...(latents === undefined ? {} : { latents: takeLatents(latents, here) }),
    };
  }
}

function atLabel(latents: Latents, label: number | undefined): Latents {
  if (label === undefined) return latents;
  return { ...latents, labels: new Int32Array(latents.z.shape[0] ?? 0).fill(label) };
}

function empty({ z, labels }: Latents): Latents {
  return {
    z: { data: new Float32Array(0), shape: [0, z.shape[1] ?? 0] },
    ...(labels === undefined ? {} : { labels: new Int32Array(0) }),
  };
}

function joined(one: NdArray, other: NdArray): NdArray {
  const data = new Float32Array(one.data.length + other.data.length);
  data.set(one.data);
  data.set(other.data, one.data.length);
  return { data, shape: [(one.shape[0] ?? 0) + (other.shape[0] ?? 0), ...one.shape.slice(1)] };
}

function joinedLatents(one: Latents, other: Latents): Latents {
  const z = joined(one.z, other.z);
  if (one.labels === undefined || other.labels === undefined) return { z };
  return { z, labels: Int32Array.from([...one.labels, ...other.labels]) };
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
