import type { CheckpointManifest } from "../contracts/checkpoint-manifest.ts";
import type { LatentSpec } from "../contracts/latent.ts";
import type { Latents } from "../contracts/latents.ts";
import type { NetworkRecord, SubjectRecord } from "../contracts/subject-record.ts";
import { canonicalJson } from "../hash/canonical-json.ts";
import { sha256Hex } from "../hash/sha256.ts";

/** One hash of the files of a subject's weights, in the order of their paths, and of all else that decides what is drawn. */
export function subjectFingerprint(
  hashes: readonly string[],
  facts: Readonly<Record<string, unknown>>,
): string {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return sha256Hex(new TextEncoder().encode(canonicalJson({ hashes, ...known })));
}

export interface GeneratorFingerprintOptions {
  /** Of the checkpoint that the generator stands in. */
  readonly manifest: Pick<CheckpointManifest, "files">;
  readonly network: NetworkRecord;
  readonly latent: LatentSpec;
  readonly range: readonly [number, number] | undefined;
  /** The latents that it was given because they cannot be drawn; null where they are drawn. */
  readonly given: Latents | null;
}

/** The fingerprint of a generator in a checkpoint, from the hashes in its manifest: no weights are read. */
export function generatorFingerprint(options: GeneratorFingerprintOptions): string {
  const { manifest, network, latent, range, given } = options;
  const hashes = Object.entries(manifest.files)
    .filter(([path]) => path.startsWith(`${network.folder}/`))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { sha256 }]) => sha256);
  const { output, layout, shape } = network;
  return subjectFingerprint(hashes, {
    latent,
    range,
    output,
    layout,
    shape,
    given: given === null ? undefined : hashOf(given),
  });
}

/** The fingerprint of samples that were given instead of a generator; null where a run holds none. */
export function samplesFingerprint({ samples, shape, range, ...rest }: SubjectRecord): string | null {
  if (samples === undefined) return null;
  // Latents are known only where every part has them.
  const latent = samples.parts.every(({ latents }) => latents !== undefined) ? rest.latent : undefined;
  return subjectFingerprint([samples.sha256], { shape, range, latent });
}

function hashOf({ z, labels }: Latents): string {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array) =>
    sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));
  return labels === undefined ? bytes(z.data) : `${bytes(z.data)}+${bytes(labels)}`;
}
