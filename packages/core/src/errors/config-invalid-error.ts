import { GanlensError, type GanlensErrorOptions } from "./ganlens-error.ts";

/** Thrown when a configuration, an option or an argument is not usable: mend it and call again. */
export class ConfigInvalidError extends GanlensError {
  constructor(options: GanlensErrorOptions) {
    super("config-invalid", options);
  }
}
