import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, lstat, open, opendir, readlink, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { checkedPath, type RunIndex, RunUnsupportedError } from "@ganlens/core";

/** More entries than any run has; a list of them still fits in memory. */
const mostEntries = 10_000;
/** Folders in folders; a run has four. */
const mostLevels = 16;
/** A file that is replaced while it is opened is opened again, so many times. */
const mostTries = 10;

/** What a missing file, or one that is not a plain file, says when it is looked for. */
const absent = new Set([
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "EINVAL",
  "EILSEQ",
  "ENXIO",
  "EOPNOTSUPP",
]);

/** A file that is open for reading. */
export interface OpenedFile {
  /** Whoever receives it closes it. */
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly etag: string;
}

export interface ServedFolderOptions {
  /** What it is, for messages. */
  readonly name?: string;
  readonly mostEntries?: number;
  readonly mostLevels?: number;
}

/**
 * The files of one folder as a server may show them: plain files inside, whose names do not begin with a dot.
 *
 * Files that are being written have such names (see `FolderRunStore`). A name that `checkedPath` refuses is neither
 * listed nor opened, and a link that leads outside is as good as missing.
 */
export class ServedFolder {
  readonly #folder: string;
  readonly #name: string;
  readonly #mostEntries: number;
  readonly #mostLevels: number;

  constructor(folder: string, options: ServedFolderOptions = {}) {
    this.#folder = folder;
    this.#name = options.name ?? "the run folder";
    this.#mostEntries = options.mostEntries ?? mostEntries;
    this.#mostLevels = options.mostLevels ?? mostLevels;
  }

  /**
   * What files there are now; the etags are those that {@link open} gives.
   *
   * @throws {RunUnsupportedError} when the folder is gone, holds too much or is nested too deeply
   */
  async index(): Promise<RunIndex> {
    const root = await this.#root();
    const files: RunIndex["files"][number][] = [];
    let entries = 0;
    const collect = async (folder: string, level: number): Promise<void> => {
      if (level > this.#mostLevels) throw this.#tooMuch(`folders nested ${this.#mostLevels} deep at most`);
      // One entry at a time: a folder of millions must not be read whole to learn that it is too large.
      for await (const entry of await opendir(join(root, folder))) {
        entries++;
        if (entries > this.#mostEntries) throw this.#tooMuch(`${this.#mostEntries} entries at most`);
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (!isShown(path)) continue;
        if (entry.isDirectory()) {
          await collect(path, level + 1).catch((error: unknown) => {
            // Removed since it was listed, or not ours to read: the rest is still there.
            if (!isAbsent(error) && !isForbidden(error)) throw error;
          });
          continue;
        }
        // Links to folders could go round in circles and are left out, as in `FolderRunStore`.
        const real = entry.isSymbolicLink() ? await this.#real(root, path) : join(root, path);
        const stats =
          real === undefined ? undefined : await lstat(real, { bigint: true }).catch(() => undefined);
        if (stats?.isFile()) files.push({ path, bytes: Number(stats.size), etag: etagOf(stats) });
      }
    };
    await collect("", 1).catch((error: unknown) => {
      if (isAbsent(error)) throw this.#gone(error);
      throw isForbidden(error) ? forbidden(this.#name, error) : error;
    });
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { schemaVersion: 1, files };
  }

  /**
   * Opens a file for reading.
   *
   * @returns undefined when there is no such file, or none that may be shown
   * @throws {RunUnsupportedError} when the system does not permit it
   */
  async open(path: string): Promise<OpenedFile | undefined> {
    if (!isShown(path)) return undefined;
    try {
      for (let i = 0; i < mostTries; i++) {
        const found = await this.#open(path);
        if (found !== "changed") return found;
      }
      return undefined;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw isForbidden(error) ? forbidden(path, error) : error;
    }
  }

  async #open(path: string): Promise<OpenedFile | undefined | "changed"> {
    const root = await this.#root();
    const real = await this.#real(root, path);
    if (real === undefined) return undefined;
    // Not blocking: a pipe would wait for its other end, perhaps for ever.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const handle = await open(real, flags);
    try {
      const stats = await handle.stat({ bigint: true });
      // Looked at again once open: a folder on the way may have become a link, or the file another one.
      const place = await openedPlace(handle, stats);
      const again = place ?? ((await this.#isAt(real, root, path, stats)) ? real : undefined);
      const isRight = again !== undefined && isShownBelow(root, again);
      if (isRight && stats.isFile()) return { handle, bytes: Number(stats.size), etag: etagOf(stats) };
      await handle.close();
      return isRight ? undefined : "changed";
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #root(): Promise<string> {
    return realpath(this.#folder).catch((error: unknown) => {
      throw this.#gone(error);
    });
  }

  /** Where a path really is; undefined when that is nowhere, outside, or hidden. */
  async #real(root: string, path: string): Promise<string | undefined> {
    const real = await realpath(join(root, path)).catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    });
    return real !== undefined && isShownBelow(root, real) ? real : undefined;
  }

  /** True when a path still leads to the same file inside. Swapped quickly enough, a link can deceive it. */
  async #isAt(real: string, root: string, path: string, { ino, dev }: BigIntStats): Promise<boolean> {
    if ((await this.#real(root, path)) !== real) return false;
    const now = await stat(real, { bigint: true });
    return now.ino === ino && now.dev === dev;
  }

  #tooMuch(limit: string): RunUnsupportedError {
    return new RunUnsupportedError({
      message: `Expected ${limit} in ${this.#name}, found more.`,
      hint: "Is it the folder of one run? Move what does not belong to it elsewhere.",
    });
  }

  #gone(cause: unknown): RunUnsupportedError {
    return new RunUnsupportedError({
      message: `Expected ${this.#name}, but it is no longer there.`,
      hint: "Was it moved or removed? Stop `ganlens view` and start it again.",
      cause,
    });
  }
}

/**
 * Where an open file lies now, which no link can falsify; undefined where the system does not tell, or it is deleted.
 */
async function openedPlace(handle: FileHandle, { nlink }: BigIntStats): Promise<string | undefined> {
  if (process.platform !== "linux" || nlink === 0n) return undefined;
  return readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined);
}

/** True for a real path that lies inside the folder and is not hidden. */
function isShownBelow(root: string, real: string): boolean {
  const isInside = real.startsWith(root.endsWith(sep) ? root : root + sep);
  return isInside && isShown(relative(root, real).replaceAll(sep, "/"));
}

function isShown(path: string): boolean {
  try {
    return checkedPath(path)
      .split("/")
      .every((part) => !part.startsWith("."));
  } catch {
    return false;
  }
}

/** Changes whenever a file is written to, or replaced by another of the same size at the same moment. */
function etagOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `"${[ino, size, mtimeNs].map((value) => value.toString(36)).join("-")}"`;
}

function isAbsent(error: unknown): boolean {
  return absent.has((error as NodeJS.ErrnoException).code ?? "");
}

function isForbidden(error: unknown): boolean {
  return ["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "");
}

function forbidden(what: string, cause: unknown): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Cannot read ${what}: permission is denied.`,
    hint: "Change its permissions.",
    cause,
  });
}
