import type { Factor } from "@ganlens/core";

/** An even mixture of round Gaussians in the plane: every mode has the same weight and spread. */
export interface GaussianMixture {
  readonly centres: readonly (readonly [x: number, y: number])[];
  /** Standard deviation along either axis. */
  readonly standardDeviation: number;
  /** A name for each mode. */
  readonly modes: readonly string[];
  readonly factors: readonly Factor[];
  /** For each mode, the index of its value for each factor. */
  readonly factorValues: readonly (readonly number[])[];
}
