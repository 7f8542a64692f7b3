/** Signals that reach a process twice (from the terminal and from a package manager) come within this many milliseconds. */
const echo = 1000;

/** Aborted by the first Ctrl-C; another one, more than a second later, ends the process at once. */
export function interruption(program: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const stop = (): void => {
    if (first === undefined) {
      first = performance.now();
      controller.abort();
    } else if (performance.now() - first > echo) {
      program.exit(130);
    }
  };
  program.on("SIGINT", stop);
  program.on("SIGTERM", stop);
  return controller.signal;
}
