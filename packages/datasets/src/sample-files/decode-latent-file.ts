import { DatasetInvalidError, type NdArray, sha256Hex, toFloat32 } from "@ganlens/core";
import { chooseLatents, type Member, memberNamed } from "./choose-member.ts";
import { fileArrays } from "./file-arrays.ts";
import { finiteRows } from "./finite-rows.ts";
import type { NamedBytes } from "./sample-file.ts";

const labelNames: readonly string[] = ["labels", "label", "y", "classes", "targets", "target"];
const largestClass = 2 ** 31 - 1;

/** Latents as somebody saved them beside samples. */
export interface LatentFile {
  /** Shape `[n, d]`. */
  readonly latents: NdArray<Float32Array>;
  /** A class for each row, as the generator counts them, where the file says so. */
  readonly labels?: Int32Array;
  readonly notes: readonly string[];
  readonly sha256: string;
}

/**
 * The latents in an npz, npy or safetensors file: floats of shape `[n, d]`, or `[n, d, 1, 1]`, which is what DCGANs take; with
 * the labels beside them, whole numbers of shape `[n]` or `[n, 1]` from 0. Labels that are none are passed over, and noted.
 *
 * @throws {DatasetInvalidError} for any other file, shape or type, and when a value is not finite
 */
export function decodeLatentFile(
  file: NamedBytes,
  { maximumBytes }: { readonly maximumBytes?: number | undefined } = {},
): LatentFile {
  const { name, bytes } = file;
  const arrays = fileArrays(file, maximumBytes);
  const member = chooseLatents(arrays, name);
  const source = member.name === "" ? name : `${member.name} of ${name}`;
  const { latents, note } = latentsOf(member, source);
  const named = memberNamed(arrays, labelNames);
  const beside = named?.name === member.name ? undefined : named;
  const labels = beside === undefined ? undefined : classesOf(beside, latents.shape[0] ?? 0);
  const passed =
    beside === undefined || labels !== undefined
      ? []
      : [`${beside.name} of ${name} is not used: it is not a whole number from 0 for each row of latents.`];
  return {
    latents,
    ...(labels === undefined ? {} : { labels }),
    notes: [...(note === undefined ? [] : [note]), ...passed],
    sha256: sha256Hex(bytes),
  };
}

/** The array as classes of `count` rows; unlike labels of images they are not renumbered, for they are what a network takes. */
function classesOf({ array: { dtype, shape, data } }: Member, count: number): Int32Array | undefined {
  const fits = shape[0] === count && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));
  if (!fits || !/^u?int/.test(dtype)) return undefined;
  const classes = Array.from(data as Iterable<number | bigint>, Number);
  return classes.every((each) => each >= 0 && each <= largestClass) ? Int32Array.from(classes) : undefined;
}

/** @throws {DatasetInvalidError} when the array is not of finite floats `[n, d]` */
export function latentsOf(
  { array }: Member,
  source: string,
): { readonly latents: NdArray<Float32Array>; readonly note?: string } {
  const { dtype, shape } = array;
  const [count = 0, length = 0, ...rest] = shape;
  if (
    !dtype.startsWith("float") ||
    shape.length < 2 ||
    count < 1 ||
    length < 1 ||
    rest.some((side) => side !== 1)
  ) {
    throw new DatasetInvalidError({
      message: `Expected ${source} to hold latents, floats of shape [n, d], received ${dtype} [${shape.join(", ")}].`,
      hint: "Save the noise that the samples were made from, a row for each.",
    });
  }
  const latents = { data: toFloat32(array).data, shape: [count, length] };
  const { note } = finiteRows(latents, source);
  if (note !== undefined) {
    throw new DatasetInvalidError({
      message: `Expected finite latents in ${source}, but some are NaN or infinite.`,
      hint: "Save the noise again.",
    });
  }
  return rest.length === 0
    ? { latents }
    : { latents, note: `Latents of shape [${shape.join(", ")}] are read as [${count}, ${length}].` };
}
