/** Signals that reach a process twice (from the terminal and from a package manager) come within this many milliseconds. */
const echo = 1000;

/** Where interruptions come from and what they lead to; a part of `process`, and a fake in tests. */
export interface InterruptionOptions {
  readonly onSignal: (listener: () => void) => void;
  /** Ends the process at once. */
  readonly exit: () => void;
  readonly clock: () => number;
}

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an aborted signal, and the second into an exit at once.
 *
 * pnpm and npm pass on a Ctrl-C that the terminal has already sent, so what follows within a second counts as the same.
 */
export function interruption({ onSignal, exit, clock }: InterruptionOptions): AbortController {
  const controller = new AbortController();
  let first: number | undefined;
  onSignal(() => {
    if (first === undefined) {
      first = clock();
      controller.abort();
    } else if (clock() - first > echo) {
      exit();
    }
  });
  return controller;
}
