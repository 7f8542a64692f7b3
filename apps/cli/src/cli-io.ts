/** A stream that is written to; a terminal says so and how wide it is. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Columns of a stream; 80 where it does not say. */
export function widthOf({ columns = 0 }: Pick<OutputStream, "columns">): number {
  return columns > 0 ? columns : 80;
}

/** Everything outside that a command touches, so that tests can hand it something else. */
export interface CliIo {
  /** Results and logs, nothing else. */
  readonly stdout: OutputStream;
  /** Errors, and what a user should know that is not a result. */
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that the user's paths are relative to. */
  readonly cwd: string;
  /** How the user calls ganlens here, for hints: `ganlens`, or `pnpm ganlens` in a clone. */
  readonly program: string;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
  /** The wall clock, for names and run.json. */
  readonly now: () => Date;
  /** Milliseconds from an arbitrary origin, for rates and time left. */
  readonly clock: () => number;
}
