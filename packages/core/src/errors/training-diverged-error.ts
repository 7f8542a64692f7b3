import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when a loss or a weight stops being finite: the last good checkpoint is kept. */
export class TrainingDivergedError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("training-diverged", options);
  }
}
