import { BackendUnavailableError, GanlensError, type WorkerExit } from "@ganlens/core";

/** How the backends themselves word the end of their memory or of their device. */
const failures: readonly {
  readonly pattern: RegExp;
  readonly lost: string;
  readonly hint: string;
  readonly outOfMemory?: boolean;
}[] = [
  {
    outOfMemory: true,
    pattern:
      /OOM when allocating|ResourceExhausted|RESOURCE_EXHAUSTED|std::bad_alloc|out of memory|Array buffer allocation failed/i,
    lost: "it ran out of memory",
    hint: "Use a smaller batch or network, or dispose of tensors that are no longer needed.",
  },
  {
    pattern: /memory access out of bounds|unreachable(?: executed)?$|table index is out of bounds/i,
    lost: "its wasm code stopped on bad memory, most likely because the heap is full",
    hint: "Start a fresh process; use a smaller batch or network.",
  },
  {
    pattern: /device (?:is |was )?lost|device was destroyed|context ?(?:is |was )?lost|CONTEXT_LOST/i,
    lost: "its graphics device was lost",
    hint: "Open the backend again, or another one; what was on the device is gone.",
  },
];

/**
 * The error that a failing backend calls for, from whatever an operation threw.
 *
 * @param error what was caught
 * @param backend the backend's name
 * @param lost what was lost with it: `"step 12"`
 * @returns undefined when the error has nothing to do with the backend
 */
export function backendFailure(
  error: unknown,
  { backend, lost }: { readonly backend: string; readonly lost?: string },
): BackendUnavailableError | undefined {
  const loss = lost === undefined ? "" : ` Lost: ${lost}.`;
  if (GanlensError.isInstance(error)) {
    if (!(error instanceof BackendUnavailableError)) return undefined;
    if (lost === undefined) return error;
    const { message, hint, outOfMemory } = error;
    return new BackendUnavailableError({
      message: `${message}${loss}`,
      ...(hint === undefined ? {} : { hint }),
      outOfMemory,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  const failure = failures.find(({ pattern }) => pattern.test(message));
  if (failure === undefined) return undefined;
  return new BackendUnavailableError({
    message: `The backend ${backend} failed while running: ${failure.lost} (${message.split("\n")[0]}).${loss}`,
    hint: failure.hint,
    outOfMemory: failure.outOfMemory === true,
    cause: error,
  });
}

/** The error of a graphics device that is gone. */
export function lostDeviceError(backend: string, reason: string): BackendUnavailableError {
  return new BackendUnavailableError({
    message: `The backend ${backend} failed while running: its graphics device was lost (${reason}); tensors on it are gone.`,
    hint: "Open the backend again, or another one, and continue from the last checkpoint.",
  });
}

/**
 * The error of a worker that died.
 *
 * @param exit how it ended, from its handle
 * @param lost what was lost with it: `"the gradients of step 12"`
 * @param hint what to do next, where that is not to go on from a checkpoint
 */
export function lostWorkerError(
  exit: WorkerExit,
  {
    lost,
    hint = "Start again from the last checkpoint; if it keeps happening, use fewer workers or a smaller batch.",
  }: { readonly lost: string; readonly hint?: string },
): BackendUnavailableError {
  const because = exit.error === undefined ? exit.reason : exit.error.message;
  return new BackendUnavailableError({
    message: `A worker ended while it was computing (${because}); lost: ${lost}.`,
    hint,
    cause: exit.error,
  });
}
