/** Why a command ends whose output nobody reads any more, as behind `| head -1`: nobody is told, and it is no interruption. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** True when a signal was aborted because the reader of the output is gone. */
export function isPipeClosed(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason instanceof ClosedPipe;
}

/** True for what a stream fails with when its reader is gone: the other end of a pipe, or the terminal. */
export function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "EIO" || error.code === "ERR_STREAM_DESTROYED";
}
