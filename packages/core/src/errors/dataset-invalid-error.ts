import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when data cannot be read or are too few: mend the files. */
export class DatasetInvalidError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("dataset-invalid", options);
  }
}
