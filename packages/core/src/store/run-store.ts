import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";

/** Read access to one run folder, wherever it lies. Paths are relative, with `/`. */
export interface RunReader {
  /** Where it is, for messages. */
  readonly location: string;
  /** Paths of all files, or of those under a folder, sorted. */
  list(folder?: string): Promise<readonly string[]>;
  /** True when the file is there. */
  has(path: string): Promise<boolean>;
  /** The whole file. @throws {RunUnsupportedError} when there is no such file */
  read(path: string): Promise<Uint8Array>;
  /** The whole file when it is not larger than that, where a reader can tell before it reads. @throws {RunUnsupportedError} */
  readAtMost?(path: string, bytes: number): Promise<Uint8Array>;
}

/** Read and write access to one run folder. */
export interface RunStore extends RunReader {
  /** Writes a whole file; a reader sees the old or the new one, never a part. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Adds to the end of a file, which is made when missing. */
  append(path: string, bytes: Uint8Array): Promise<void>;
  /** Makes what was added to a file survive a power cut, where a store can lose it. A file that is missing is none to lose. */
  sync?(path: string): Promise<void>;
  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): Promise<void>;
  /**
   * Puts a folder in the place of another, which is gone then; at every moment a reader finds the old one or the new one whole.
   * Stores that cannot leave it out: see `moveFolder`.
   *
   * @throws {RunUnsupportedError} when nothing lies there, or one of the two lies in the other
   */
  move?(from: string, to: string): Promise<void>;
}

/**
 * The path itself when it stays inside a run folder: relative, `/`-separated, no `.` or `..`, no control characters.
 *
 * @throws {RunUnsupportedError} otherwise
 */
export function checkedPath(path: string): string {
  const parts = path.split("/");
  const inside =
    path.length > 0 &&
    path.length < 1024 &&
    parts.every((part) => /^[^\\:*?"<>|\p{Cc}]+$/u.test(part) && part !== "." && part !== "..");
  if (!inside) {
    throw new RunUnsupportedError({
      message: `Expected a path inside the run folder, received ${JSON.stringify(path)}.`,
      hint: "Use a relative path with forward slashes and without '..'.",
    });
  }
  return path;
}

/**
 * Looks at both ends of a move.
 *
 * @throws {RunUnsupportedError} when one is no path inside the run folder, or lies in the other
 */
export function checkedMove(from: string, to: string): void {
  const [one, other] = [`${checkedPath(from)}/`, `${checkedPath(to)}/`];
  if (!one.startsWith(other) && !other.startsWith(one)) return;
  throw new RunUnsupportedError({
    message: `Expected two folders of which neither lies in the other, received ${from} and ${to}.`,
    hint: "Make the new folder beside the one whose place it takes.",
  });
}
