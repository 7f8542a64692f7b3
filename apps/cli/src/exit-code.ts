import { GanlensError } from "@ganlens/core";

/**
 * What a shell is told: 0 all went well, 1 something failed, 2 the command was not usable, 130 it was interrupted, 141 nobody
 * reads its output any more.
 */
export type ExitCode = 0 | 1 | 2 | 130 | 141;

/** The exit code of an error. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!GanlensError.isInstance(error)) return 1;
  if (error.code === "config-invalid") return 2;
  return error.code === "cancelled" ? 130 : 1;
}
