import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when no TensorFlow.js backend can do what is asked: pick another or install it. */
export class BackendUnavailableError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("backend-unavailable", options);
  }
}
