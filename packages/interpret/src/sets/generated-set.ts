import {
  ConfigInvalidError,
  canonicalJson,
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
/** Draws after which a generator is given up that hardly ever gives a finite image, and one that does. */
const mostAttempts = { hopeless: 20, any: 1000 };
/** A smaller share of finite images is hopeless. */
const leastFinite = 0.02;

/**
 * Step 1 of the pipeline, generate: images of a subject, batch by batch, with their latents where those are known.
 *
 * Latents at which the generator gives a value that is not finite are left out and others drawn in their place; given samples
 * that are not finite are left out. Where a class is asked for, given latents get its label.
 *
 * @throws {ConfigInvalidError} when a class is asked for, and there are samples alone
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
  const rows = order?.subarray(0, count);
  const base = {
    name: "generated",
    key: canonicalJson({
      subject: subject.fingerprint,
      purpose,
      seed,
      count,
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(label === undefined ? {} : { label }),
      ...(rows === undefined ? {} : { stock: [...stock] }),
    }),
    count,
    shape: subject.imageShape,
  };
  if (subject.samples !== undefined && subject.generate === undefined) {
    if (label !== undefined) {
      throw new ConfigInvalidError({
        message: `Expected a generator to ask for class ${label}; ${subject.name} has nothing but its samples.`,
      });
    }
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
    const draw = (attempt: number): Latents | null => {
      if (rows !== undefined && source.given !== undefined) {
        // Latents of a file cannot be drawn anew.
        return attempt === 0
          ? atLabel(takeLatents(source.given, rows.subarray(start, start + size)), label)
          : null;
      }
      // A whole block is drawn even where only a part is used, so that a smaller set is the start of a larger one.
      const stream = random.split(`block-${block}${attempt === 0 ? "" : `/again-${attempt}`}`);
      return atLabel(latentRows(source.draw(blockSize, stream), 0, size), label);
    };
    const found = await finiteImages(subject, draw, at);
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

/**
 * Images at the latents of a first draw; where one is not finite, at those that later draws have at its place, so that what stands
 * in the other places does not depend on it.
 */
async function finiteImages(
  subject: Subject,
  draw: (attempt: number) => Latents | null,
  at: { readonly checkpoint?: number },
): Promise<{ readonly x: NdArray; readonly latents: Latents }> {
  const latents = draw(0) as Latents;
  const x = (await subject.generate?.(latents, at)) as NdArray;
  const count = latents.z.shape[0] ?? 0;
  const good = new Set(finiteRows(x));
  const missing = range(0, count).filter((row) => !good.has(row));
  if (missing.length === 0) return { x, latents };
  const merged = { x: takeRows(x, range(0, count)), latents: takeLatents(latents, range(0, count)) };
  let bad = missing;
  let tried = count;
  for (let attempt = 1; bad.length > 0; attempt++) {
    const others = draw(attempt);
    if (others === null) {
      const rest = range(0, count).filter((row) => good.has(row));
      return { x: takeRows(x, rest), latents: takeLatents(latents, rest) };
    }
    const hopeless = attempt > mostAttempts.hopeless && count - bad.length < leastFinite * tried;
    if (hopeless || attempt > mostAttempts.any) {
      throw new RunUnsupportedError({
        message: `Expected finite images from the generator ${subject.name}, but at most latents it gives values that are not finite.`,
        hint: "Check its weights, and that the latents are of the kind it was trained with.",
      });
    }
    const part = takeLatents(others, bad);
    const images = (await subject.generate?.(part, at)) as NdArray;
    tried += bad.length;
    for (const row of finiteRows(images)) {
      const place = bad[row] as number;
      setRow(merged.x, place, images, row);
      setRow(merged.latents.z, place, part.z, row);
      if (merged.latents.labels !== undefined && part.labels !== undefined) {
        merged.latents.labels[place] = part.labels[row] as number;
      }
      good.add(place);
    }
    bad = bad.filter((row) => !good.has(row));
  }
  return merged;
}

function setRow(target: NdArray, place: number, source: NdArray, row: number): void {
  const width = sizeOf(target.shape.slice(1));
  target.data.set(source.data.subarray(row * width, (row + 1) * width), place * width);
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
    const found: number[] = [];
    while (next < chosen.length && (chosen[next] as number) < start + size) {
      found.push((chosen[next] as number) - start);
      next++;
    }
    start += size;
    const finite = new Set(found.length === 0 ? [] : finiteRows(batch.x));
    const here = found.filter((row) => finite.has(row));
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

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, i) => start + i);
}
