/** How much of a file may be read. */
export interface ReadFileOptions {
  /** A larger file is refused before, or while, it is read; the set's own ceiling holds besides. */
  readonly maximumBytes?: number;
}

/** Files that belong together, of which one names the others by paths relative to its folder: a model and its weights. */
export interface FileSet {
  /** Where the folder is, for messages: a path, an address, "dropped files". */
  readonly location: string;
  /** The path of the file that was named: `model.json`, `generator.onnx`. */
  readonly main: string;
  /** The whole file. @throws {GanlensError} when it is missing, too large, unreadable, or its path leads outside */
  read(path: string, options?: ReadFileOptions): Promise<Uint8Array>;
}

/**
 * True for a path that stays inside a folder: relative, `/`-separated, no empty part, `.`, `..`, scheme or control character.
 */
export function isPathInside(path: string): boolean {
  return (
    path.length > 0 &&
    path.length < 1024 &&
    path.split("/").every((part) => /^[^\\:*?"<>|\p{Cc}]+$/u.test(part) && part !== "." && part !== "..")
  );
}
