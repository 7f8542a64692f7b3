import type { RunFiles } from "./run-files.ts";

/** A run that was opened: its files now, and a way to hear of later ones. */
export interface RunSource {
  readonly name: string;
  readonly files: RunFiles;
  /** Follows changes until the returned function is called; absent for files that stay as they are. */
  readonly watch?: (listener: RunListener) => () => void;
}

/** Hears how a run goes on. */
export interface RunListener {
  /** Files have changed. */
  readonly changed: (files: RunFiles) => void;
  /** Why nothing is heard at present, or `null` when it is heard again. */
  readonly trouble: (words: string | null) => void;
}
