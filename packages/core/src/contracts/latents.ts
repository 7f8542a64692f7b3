import type { NdArray } from "./nd-array.ts";

/** Latents of several samples: all noise and codes side by side, `[n, size]`, and labels where there is a label part. */
export interface Latents {
  readonly z: NdArray;
  readonly labels?: Int32Array;
}
