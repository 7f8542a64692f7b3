import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when a run folder is missing, unreadable, or made by a newer schema: upgrade or pick another. */
export class RunUnsupportedError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("run-unsupported", options);
  }
}
