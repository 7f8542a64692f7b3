import type { CliEvent } from "./cli-event.ts";

/** Shows what happens, in one form. */
export interface Reporter {
  report(event: CliEvent): void;
  /** Leaves the terminal as it was; called once, whatever happened. */
  close(): void;
}
