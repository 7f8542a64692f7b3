import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

export interface BackendUnavailableErrorOptions extends GanlensErrorOptions {
  /** True when there was not enough memory, so that another backend would need as much. */
  readonly outOfMemory?: boolean;
}

/** Thrown when no TensorFlow.js backend can do what is asked: pick another or install it. */
export class BackendUnavailableError extends GanlensError {
  readonly outOfMemory: boolean;

  constructor({ outOfMemory = false, ...options }: BackendUnavailableErrorOptions) {
    super("backend-unavailable", options);
    this.outOfMemory = outOfMemory;
  }
}
