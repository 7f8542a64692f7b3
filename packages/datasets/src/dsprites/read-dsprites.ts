import {
  type ByteFile,
  CancelledError,
  canonicalJson,
  DatasetInvalidError,
  type Factor,
  sizeOf,
  type ZipFile,
} from "@ganlens/core";
import { assertSettings } from "../files/assert-settings.ts";
import { assertWithin, type ReadFileOptions } from "../files/read-file-options.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { evenRows } from "./even-rows.ts";
import { type NpyRows, openNpyRows } from "./npy-rows.ts";

const members = { images: "imgs.npy", values: "latents_values.npy", classes: "latents_classes.npy" } as const;
const usualCount = 20_000;
const mostRows = 10_000_000;
const mostFactors = 32;
const mostValues = 10_000;

/** The factors of dSprites in their order, and the shapes in theirs. */
const knownFactors: readonly string[] = [
  "color",
  "shape",
  "scale",
  "orientation",
  "position-x",
  "position-y",
];
const knownShapes: readonly string[] = ["square", "ellipse", "heart"];

/** True for an archive with the arrays of dSprites. */
export function isDsprites(zip: ZipFile): boolean {
  const names = new Set(zip.members.map(({ name }) => name));
  return Object.values(members).every((name) => names.has(name));
}

/**
 * Images with their factors from an npz in the layout of dSprites: `imgs` [n, height, width], `latents_values` and
 * `latents_classes` [n, factors]. Its pickled `metadata` is never read.
 *
 * The images are too many for memory: `count` of them are taken (20,000 unless told), evenly and always the same ones, while the
 * archive is inflated. Classes are the values of the factor shape.
 *
 * @throws {DatasetInvalidError} when arrays are damaged, disagree, or hold factors that are no small whole numbers from 0
 * @see https://github.com/google-deepmind/dsprites-dataset
 */
export async function readDsprites(
  file: ByteFile,
  zip: ZipFile,
  options: ReadFileOptions,
): Promise<DatasetSamples> {
  const { settings, sha256, maximumBytes } = options;
  assertSettings(settings, { known: ["count"], what: "an npz in the layout of dSprites" });
  const source = file.name;
  const [images, values, classes] = (await Promise.all(
    [members.images, members.values, members.classes].map((name) => openNpyRows(zip, name, source)),
  )) as [NpyRows, NpyRows, NpyRows];
  const { total, sides, width } = assertShapes({ images, values, classes }, source);
  const rows = evenRows(total, settings.count ?? usualCount);
  const size = sizeOf(sides);
  assertWithin(rows.length * size, { maximumBytes, what: `bytes of pixels in ${source}` });

  const { chosen, sizes } = await readClasses(classes, { rows, width, source });
  const factorValues = await readValues(values, { rows, chosen, sizes, source });
  const pixels = new Uint8Array(rows.length * size);
  let next = 0;
  for await (const { first, bytes } of images.rows()) {
    if (options.signal?.aborted) throw new CancelledError({ message: `Reading ${source} was stopped.` });
    const end = first + bytes.length / size;
    for (; next < rows.length && (rows[next] as number) < end; next++) {
      const at = ((rows[next] as number) - first) * size;
      pixels.set(bytes.subarray(at, at + size), next * size);
    }
  }
  const maximum = pixels.some((value) => value > 1) ? 255 : 1;
  const known = width === knownFactors.length;
  const factors = sizes.map(
    (count, k): Factor => ({
      name: known ? (knownFactors[k] as string) : `factor-${k + 1}`,
      size: count,
      values: factorValues[k] as readonly number[],
    }),
  );
  const shapeFactor = known ? 1 : 0;
  const shapes = factors[shapeFactor] as Factor;
  const names = known && shapes.size === knownShapes.length ? knownShapes : shapes.values.map(String);
  const hashes = Array.from(rows, (_, i) =>
    sha256(joined(pixels.subarray(i * size, (i + 1) * size), chosen.subarray(i * width, (i + 1) * width))),
  );
  const sameness = `${canonicalJson({ sides, maximum, factors })}\n${[...hashes].sort().join("\n")}`;
  const loaded = labelledImages({
    name: options.name,
    images: { data: pixels, shape: [rows.length, ...sides, 1] },
    maximum,
    labels: Array.from(rows, (_, i) => chosen[i * width + shapeFactor] as number),
    classes: names,
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes,
    sha256: sha256(new TextEncoder().encode(sameness)),
    notes: [
      rows.length === total
        ? `All ${total} images are taken.`
        : `${rows.length} of ${total} images are taken, evenly and always the same ones; count says how many.`,
      `Factors: ${factors.map(({ name, size: each }) => `${name} (${each})`).join(", ")}; classes are those of ${shapes.name}.`,
      ...(zip.members.some(({ name }) => name === "metadata.npy")
        ? ["metadata is pickled: it is not read, since that would run what is in it."]
        : []),
    ],
  });
  return {
    ...loaded,
    info: { ...loaded.info, factors },
    factors: { data: chosen, shape: [rows.length, width] },
  };
}

function assertShapes(
  {
    images,
    values,
    classes,
  }: { readonly images: NpyRows; readonly values: NpyRows; readonly classes: NpyRows },
  source: string,
): { readonly total: number; readonly sides: readonly number[]; readonly width: number } {
  const [total = 0, ...sides] = images.shape;
  const [, width = 0] = classes.shape;
  const sound =
    images.dtype === "uint8" &&
    sides.length === 2 &&
    total >= 200 &&
    total <= mostRows &&
    width >= 1 &&
    width <= mostFactors &&
    values.dtype === "float64" &&
    /^u?int/.test(classes.dtype) &&
    [values, classes].every(({ shape }) => shape.length === 2 && shape[0] === total && shape[1] === width);
  if (sound) return { total, sides, width };
  const [first, second, third] = [images, values, classes].map(
    ({ dtype, shape }) => `${dtype} [${shape.join(", ")}]`,
  );
  throw new DatasetInvalidError({
    message: `Expected imgs uint8 [n, height, width] with latents_values float64 and latents_classes of whole numbers [n, factors] in ${source}, n at least 200, received ${first}, ${second} and ${third}.`,
    hint: "Name the array of images to read it without factors, in a file of its own.",
  });
}

interface Chosen {
  readonly rows: Int32Array;
  readonly source: string;
}

/** The factors of the chosen rows as indices, and how many values each takes in all rows. */
async function readClasses(
  classes: NpyRows,
  { rows, width, source }: Chosen & { readonly width: number },
): Promise<{ readonly chosen: Int32Array; readonly sizes: readonly number[] }> {
  const chosen = new Int32Array(rows.length * width);
  const most = new Array<number>(width).fill(0);
  let next = 0;
  for await (const { first, bytes } of classes.rows()) {
    const numbers = numbersOf(bytes, classes.dtype);
    for (let i = 0; i < numbers.length; i++) {
      const value = Number(numbers[i]);
      const column = i % width;
      if (!(value >= 0 && value < mostValues)) {
        throw new DatasetInvalidError({
          message: `Expected factors of 0 to ${mostValues - 1} in latents_classes of ${source}, received ${value} in row ${first + Math.floor(i / width)}.`,
        });
      }
      most[column] = Math.max(most[column] as number, value);
      if (rows[next] === first + Math.floor(i / width)) {
        chosen[next * width + column] = value;
        if (column === width - 1) next++;
      }
    }
  }
  return { chosen, sizes: most.map((value) => value + 1) };
}

/** What each index of each factor stands for; its index where none of the chosen rows has it. */
async function readValues(
  values: NpyRows,
  {
    rows,
    chosen,
    sizes,
    source,
  }: Chosen & { readonly chosen: Int32Array; readonly sizes: readonly number[] },
): Promise<readonly (readonly number[])[]> {
  const width = sizes.length;
  const known = sizes.map((size) => new Array<number | undefined>(size));
  let next = 0;
  for await (const { first, bytes } of values.rows()) {
    const numbers = numbersOf(bytes, values.dtype);
    const end = first + numbers.length / width;
    for (; next < rows.length && (rows[next] as number) < end; next++) {
      for (let k = 0; k < width; k++) {
        const value = Number(numbers[((rows[next] as number) - first) * width + k]);
        const index = chosen[next * width + k] as number;
        const seen = (known[k] as (number | undefined)[])[index];
        if (!Number.isFinite(value) || (seen !== undefined && seen !== value)) {
          throw new DatasetInvalidError({
            message: `Expected one value for index ${index} of factor ${k + 1} in latents_values of ${source}, received ${value} in row ${rows[next]}${seen === undefined ? "" : ` and ${seen} before`}.`,
            hint: "latents_values and latents_classes do not belong together.",
          });
        }
        (known[k] as (number | undefined)[])[index] = value;
      }
    }
  }
  return known.map((each) => Array.from(each, (value, i) => value ?? i));
}

function numbersOf(bytes: Uint8Array, dtype: NpyRows["dtype"]): ArrayLike<number | bigint> {
  const { buffer } = bytes.slice();
  switch (dtype) {
    case "float64":
      return new Float64Array(buffer);
    case "int64":
      return new BigInt64Array(buffer);
    case "uint64":
      return new BigUint64Array(buffer);
    case "int32":
      return new Int32Array(buffer);
    case "uint32":
      return new Uint32Array(buffer);
    case "int16":
      return new Int16Array(buffer);
    case "uint16":
      return new Uint16Array(buffer);
    case "int8":
      return new Int8Array(buffer);
    default:
      return new Uint8Array(buffer);
  }
}

function joined(pixels: Uint8Array, factors: Int32Array): Uint8Array {
  const bytes = new Uint8Array(pixels.length + factors.byteLength);
  bytes.set(pixels);
  bytes.set(new Uint8Array(factors.buffer, factors.byteOffset, factors.byteLength), pixels.length);
  return bytes;
}
