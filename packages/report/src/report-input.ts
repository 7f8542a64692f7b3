import type { LensResult, RunFingerprints, RunRecord, RunStanding } from "@ganlens/core";

/** Losses of one logged step, by name. */
export interface LoggedLosses {
  readonly step: number;
  /** `null` where a loss was not a number. */
  readonly losses: Readonly<Record<string, number | null>>;
  /** Numbers that nothing minimises. */
  readonly parts?: Readonly<Record<string, number | null>>;
}

/** What a report is made from, as it lies in a run folder. */
export interface ReportInput {
  readonly run: RunRecord | null;
  /** How the run stands; left out, it is not known of a run that calls itself running whether its process is there. */
  readonly standing?: RunStanding;
  /** How many states of the generator the run holds. */
  readonly models?: number;
  readonly results: readonly LensResult[];
  /** Which generator the run holds, to say whose each answer is; left out, nothing is said of it. */
  readonly fingerprints?: RunFingerprints | null;
  /** A file beside a lens's result, or `null` when there is none. */
  readImage(
    result: Pick<LensResult, "lens" | "against" | "earlier">,
    fileName: string,
  ): Promise<Uint8Array | null>;
  /** The last grid of generated samples. */
  readonly samples?: { readonly png: Uint8Array; readonly title?: string; readonly caption: string };
  readonly losses?: readonly LoggedLosses[];
  /** What could not be read, and what should be known of the rest, in whole sentences; shown at the top. */
  readonly notes?: readonly string[];
}
