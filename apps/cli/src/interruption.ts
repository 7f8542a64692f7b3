/** Signals that reach a process twice (from the terminal and from a package manager) come within this many milliseconds. */
const echo = 1000;

/** Where interruptions come from and what they lead to; a part of `process`, and a fake in tests. */
export interface InterruptionOptions {
  readonly onSignal: (listener: () => void) => void;
  /** Says something to the user. */
  readonly say: (text: string) => void;
  /** Ends the process at once. */
  readonly exit: () => void;
  readonly clock: () => number;
}

/**
 * Turns the first SIGINT or SIGTERM into an aborted signal, and the second into an exit at once.
 *
 * pnpm and npm pass on a Ctrl-C that the terminal has already sent, so what follows within a second counts as the same.
 */
export function interruption({ onSignal, say, exit, clock }: InterruptionOptions): AbortController {
  const controller = new AbortController();
  let first: number | undefined;
  onSignal(() => {
    if (first === undefined) {
      first = clock();
      say("\nStopping after what is in progress; press Ctrl-C again to leave at once.\n");
      controller.abort();
    } else if (clock() - first > echo) {
      exit();
    }
  });
  return controller;
}
