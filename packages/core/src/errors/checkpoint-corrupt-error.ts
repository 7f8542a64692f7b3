import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when a stored file is truncated, tampered with or not what its manifest says: go back to an earlier one. */
export class CheckpointCorruptError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("checkpoint-corrupt", options);
  }
}
