import type { RunFiles } from "./run-files.ts";

/** A run that was opened: its files now, and a way to hear of later ones. */
export interface RunSource {
  readonly name: string;
  readonly files: RunFiles;
  /** Calls back whenever files have changed, until the returned function is called; absent for files that stay as they are. */
  readonly watch?: (listener: (files: RunFiles) => void) => () => void;
}
