import type { CliIo } from "../cli-io.ts";

/** One thing that can be named on the command line, or was made by it. */
export interface ListEntry {
  readonly name: string;
  readonly description: string;
}

/** A kind of thing that `ganlens list` knows. */
export interface Listing {
  readonly kind: string;
  /** What it says when there are none. */
  readonly none: string;
  entries(io: CliIo): Promise<readonly ListEntry[]>;
}
