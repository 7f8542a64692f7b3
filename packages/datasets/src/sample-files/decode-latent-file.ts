import { DatasetInvalidError, type NdArray, sha256Hex, toFloat32 } from "@ganlens/core";
import { chooseLatents, type Member } from "./choose-member.ts";
import { fileArrays } from "./file-arrays.ts";
import { finiteRows } from "./finite-rows.ts";
import type { NamedBytes } from "./sample-file.ts";

/** Latents as somebody saved them beside samples. */
export interface LatentFile {
  /** Shape `[n, d]`. */
  readonly latents: NdArray<Float32Array>;
  readonly notes: readonly string[];
  readonly sha256: string;
}

/**
 * The latents in an npz, npy or safetensors file: floats of shape `[n, d]`, or `[n, d, 1, 1]`, which is what DCGANs take.
 *
 * @throws {DatasetInvalidError} for any other file, shape or type, and when a value is not finite
 */
export function decodeLatentFile(
  file: NamedBytes,
  { maximumBytes }: { readonly maximumBytes?: number | undefined } = {},
): LatentFile {
  const { name, bytes } = file;
  const member = chooseLatents(fileArrays(file, maximumBytes), name);
  const source = member.name === "" ? name : `${member.name} of ${name}`;
  const { latents, note } = latentsOf(member, source);
  return { latents, notes: note === undefined ? [] : [note], sha256: sha256Hex(bytes) };
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
