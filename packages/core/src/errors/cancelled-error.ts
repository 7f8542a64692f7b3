import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when an AbortSignal stopped the work. */
export class CancelledError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("cancelled", options);
  }
}
