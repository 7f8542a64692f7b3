import type { RunFiles } from "./run-files.ts";

/** Keeps what was made of a file for as long as the file stays the same. */
export class FileMemo {
  readonly #kept = new Map<string, { readonly etag: string; readonly value: Promise<unknown> }>();

  /** The value made from a file, made again only when the file's tag has changed. */
  of<T>(files: RunFiles, path: string, make: () => Promise<T>): Promise<T> {
    const etag = files.files.get(path)?.etag ?? "";
    const before = this.#kept.get(path);
    if (before?.etag === etag) return before.value as Promise<T>;
    const value = make();
    this.#kept.set(path, { etag, value });
    return value;
  }
}
