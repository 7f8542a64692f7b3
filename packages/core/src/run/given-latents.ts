import { decodeNpz } from "../codecs/npz.ts";
import { toFloat32 } from "../codecs/stored-array.ts";
import { labelPart, latentSize } from "../contracts/latent.ts";
import type { Latents } from "../contracts/latents.ts";
import type { SubjectRecord } from "../contracts/subject-record.ts";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import type { RunReader } from "../store/run-store.ts";

const largestFile = 256 * 2 ** 20;

/**
 * The latents that a run was given because they cannot be drawn: arrays `z` and, where they are known, `labels`.
 *
 * @returns `null` where the run holds no such file
 * @throws {DatasetInvalidError} when the file does not fit the generator's latents
 * @throws {RunUnsupportedError} when it is missing or too large
 */
export async function readGivenLatents(
  reader: RunReader,
  { latent, latents: path }: Pick<SubjectRecord, "latent" | "latents">,
): Promise<Latents | null> {
  if (path === undefined || latent === undefined) return null;
  const source = `${path} in ${reader.location}`;
  const bytes = await (reader.readAtMost?.(path, largestFile) ?? reader.read(path));
  if (bytes.length > largestFile) {
    throw new RunUnsupportedError({ message: `${source} is larger than is read: ${bytes.length} bytes.` });
  }
  const { arrays } = decodeNpz(bytes, { source, maxBytes: 2 * largestFile });
  const [z, labels] = [arrays.get("z"), arrays.get("labels")];
  const [size, classes] = [latentSize(latent), labelPart(latent)?.classes];
  const count = z?.shape[0] ?? 0;
  if (z === undefined || count === 0 || z.shape.length !== 2 || z.shape[1] !== size) {
    throw new DatasetInvalidError({
      message: `Expected an array z of shape [n, ${size}] in ${source}, received ${z === undefined ? "none" : `[${z.shape.join(", ")}]`}.`,
      hint: "Bring the generator in again, with the file of its latents.",
    });
  }
  if (classes === undefined || labels === undefined) return { z: toFloat32(z) };
  const known = Int32Array.from(labels.data as ArrayLike<number>, Number);
  if (known.length !== count || known.some((label) => label < 0 || label >= classes)) {
    throw new DatasetInvalidError({
      message: `Expected ${count} labels from 0 to ${classes - 1} beside z in ${source}, received others.`,
    });
  }
  return { z: toFloat32(z), labels: known };
}
