import type { LensResult, RunRecord } from "@ganlens/core";
import type { LoggedStep } from "./logged-steps.ts";
import type { RunFiles } from "./run-files.ts";

/** A network that a lens has trained, with what it learned. */
export interface StoredNetwork {
  readonly hash: string;
  readonly learned: "real images" | "generated images";
  readonly seed: number;
  readonly steps: number;
}

/** All that the page shows of a run; what is large is read later, through `files`. */
export interface RunContents {
  readonly files: RunFiles;
  readonly run: RunRecord | null;
  readonly lenses: readonly LensResult[];
  /** Steps of the stored sample pictures, ascending. */
  readonly sampleSteps: readonly number[];
  /** Steps of the stored checkpoints that are whole, ascending. */
  readonly checkpoints: readonly number[];
  readonly logged: readonly LoggedStep[];
  /** Autoencoders that lenses have trained, the most telling first. */
  readonly networks: readonly StoredNetwork[];
  /** What could not be read, in whole sentences. */
  readonly notes: readonly string[];
}
