import type { AutoencoderArtifact } from "../contracts/artifact.ts";
import type { LensResult } from "../contracts/lens-result.ts";
import type { RunRecord } from "../contracts/run-record.ts";
import type { LoggedStep } from "./logged-steps.ts";
import type { RunFingerprints } from "./run-fingerprints.ts";

/** All that is shown of a run; what is large is read later, through the reader that it came from. */
export interface RunContents {
  /** Null where a folder holds answers, but no run. */
  readonly record: RunRecord | null;
  /** In the order of reports. */
  readonly results: readonly LensResult[];
  /** Steps of the stored sample pictures, ascending. */
  readonly sampleSteps: readonly number[];
  /** Steps of the stored checkpoints that are whole, ascending. */
  readonly checkpoints: readonly number[];
  /** Of the generator now, and at the steps that answers name; null where there is no run. */
  readonly fingerprints: RunFingerprints | null;
  readonly logged: readonly LoggedStep[];
  /** Autoencoders that lenses have trained and that lie in the folder, the most telling first. */
  readonly autoencoders: readonly AutoencoderArtifact[];
  /** What could not be read, and what should be known of the rest; whole sentences. */
  readonly notes: readonly string[];
}
