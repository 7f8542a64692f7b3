import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when another process trains a run: wait for it, or stop it first. */
export class RunBusyError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("run-busy", options);
  }
}
