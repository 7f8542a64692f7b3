import type { RunRecord } from "../contracts/run-record.ts";
import type { RunReader } from "../store/run-store.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { readGivenLatents } from "./given-latents.ts";
import { runLayout } from "./run-layout.ts";
import { generatorFingerprint, samplesFingerprint } from "./subject-fingerprint.ts";

/** Which generator a run holds now, and at earlier steps, as answers name it. */
export interface RunFingerprints {
  /** Of the last checkpoint, or of the samples; null where it cannot be told. */
  readonly now: string | null;
  /** Step of the last checkpoint; null where the run has none. */
  readonly step: number | null;
  /** Of those checkpoints that were asked for and are there; null where it cannot be told. */
  readonly at: ReadonlyMap<number, string | null>;
}

export interface RunFingerprintsOptions {
  /** Steps of the checkpoints that are whole, ascending. */
  readonly checkpoints: readonly number[];
  /** Steps that are looked at beside the last one. */
  readonly steps?: readonly number[];
  /** Keeps what was made of a file for as long as the file stays the same. */
  readonly remember?: <T>(path: string, read: () => Promise<T>) => Promise<T>;
}

/**
 * The fingerprints of a run's generator, from the manifests of its checkpoints: no weights are read.
 *
 * What cannot be read, and runs of version 1, which do not say what their generator takes, give null.
 */
export async function runFingerprints(
  reader: RunReader,
  { subject }: Pick<RunRecord, "subject">,
  { checkpoints, steps = [], remember = (_path, read) => read() }: RunFingerprintsOptions,
): Promise<RunFingerprints> {
  const { generator, latent, latents, range } = subject;
  const last = checkpoints.at(-1) ?? null;
  if (generator === undefined) return { now: samplesFingerprint(subject), step: null, at: new Map() };
  const none: RunFingerprints = { now: null, step: last, at: new Map() };
  if (latent === undefined || last === null) return none;
  const read = () => readGivenLatents(reader, subject);
  const given = await (latents === undefined ? read() : remember(latents, read)).catch(() => undefined);
  if (given === undefined) return none;
  const of = async (step: number): Promise<string | null> => {
    try {
      const { manifest } = await remember(runLayout.manifest(step), () => openCheckpoint(reader, step));
      return generatorFingerprint({ manifest, network: generator, latent, range, given });
    } catch {
      return null;
    }
  };
  const asked = [...new Set([...steps, last])].filter((step) => checkpoints.includes(step));
  const at = new Map(await Promise.all(asked.map(async (step) => [step, await of(step)] as const)));
  return { now: at.get(last) ?? null, step: last, at };
}
