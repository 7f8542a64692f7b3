import type { BackendName } from "@ganlens/backend";
import type { RunRecord } from "@ganlens/core";
import type { PictureOptions } from "../options/picture-options.ts";

/** What a worker of `explain` opens: the same as the command itself, in what a message can carry. */
export interface ExplainSetup {
  readonly backend: BackendName;
  /** The run folder. */
  readonly folder: string;
  readonly record: RunRecord;
  readonly cwd: string;
  readonly program: string;
  readonly data?: string | undefined;
  readonly heldOut?: string | undefined;
  readonly compareWith?: string | undefined;
  readonly pictures?: PictureOptions;
  readonly checkpoint?: number | undefined;
}
