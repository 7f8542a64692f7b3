import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when the shapes of arrays or tensors do not fit each other. */
export class ShapeError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("shape-mismatch", options);
  }
}
