import {
  constants,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
} from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { GanlensError } from "../errors/ganlens-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { nothingToMove } from "../store/move-folder.ts";
import { checkedMove, checkedPath, type RunStore } from "../store/run-store.ts";
import { folderError } from "./folder-error.ts";
import { beforeName, nameBefore, standIn, takePlace } from "./replaced-folder.ts";
import { isTemporaryName, temporaryName } from "./temporary-name.ts";

/**
 * A run folder on disk.
 *
 * Files are written under a temporary name, flushed, and renamed, so that a reader and a crash see the old file or the
 * new one; a folder that takes the place of another is renamed as a whole. Nothing outside the folder is reachable: paths are checked, and links that lead outside are refused.
 */
export class FolderRunStore implements RunStore {
  readonly location: string;
  #written = 0;

  /** @param folder made when something is first written */
  constructor(folder: string) {
    this.location = resolve(folder);
  }

  async list(folder?: string): Promise<readonly string[]> {
    const start = folder === undefined ? "" : checkedPath(folder);
    return this.#attempt("list", start || ".", async () => {
      const found: string[] = [];
      await this.#collect(start, found);
      return found.sort();
    });
  }

  async has(path: string): Promise<boolean> {
    checkedPath(path);
    return this.#attempt("look for", path, async () => {
      try {
        return (await onceMore(async () => lstat(await this.#existing(path)))).isFile();
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    });
  }

  read(path: string): Promise<Uint8Array> {
    return this.readAtMost(path, Number.POSITIVE_INFINITY);
  }

  /** @throws {RunUnsupportedError} when the file is missing, or larger than that; it is then not read */
  async readAtMost(path: string, bytes: number): Promise<Uint8Array> {
    checkedPath(path);
    return this.#attempt("read", path, () => onceMore(() => this.#read(path, bytes)));
  }

  async #read(path: string, bytes: number): Promise<Uint8Array> {
    const real = await this.#existing(path);
    const found = await lstat(real);
    // Opening a pipe would wait for its other end, perhaps for ever.
    if (!found.isFile()) throw Object.assign(new Error("not a file"), { code: "EISDIR" });
    if (found.size > bytes) {
      throw new RunUnsupportedError({
        message: `${path} in ${this.location} is larger than is read: ${found.size} bytes, and ${bytes} are allowed.`,
      });
    }
    const file = await open(real, "r");
    try {
      // Plain bytes: a Buffer's slice() would share memory.
      return new Uint8Array(await file.readFile());
    } finally {
      await file.close();
    }
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    checkedPath(path);
    await this.#attempt("write", path, async () => {
      const folder = await this.#parent(path);
      const [file, temporary] = await this.#openTemporary(folder);
      try {
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, join(folder, nameOf(path)));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw error;
      }
      await flushFolder(folder);
    });
  }

  async append(path: string, bytes: Uint8Array): Promise<void> {
    checkedPath(path);
    await this.#attempt("add to", path, async () => {
      const target = join(await this.#parent(path), nameOf(path));
      const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
      const file = await open(target, flags, 0o666);
      try {
        const { size } = await file.stat();
        try {
          await file.writeFile(bytes);
        } catch (error) {
          // What fitted of a line that did not fit whole must not stay.
          await file.truncate(size);
          throw error;
        }
      } finally {
        await file.close();
      }
    });
  }

  async sync(path: string): Promise<void> {
    checkedPath(path);
    await this.#attempt("flush", path, async () => {
      const real = await this.#existing(path).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (real === undefined) return;
      const file = await open(real, "r");
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async remove(path: string): Promise<void> {
    checkedPath(path);
    await this.#attempt("remove", path, async () => {
      const folder = await this.#existing(folderOf(path)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if (folder === undefined) return;
      // What would stand in for it goes first. Removing a link removes the link, never what it leads to.
      for (const name of [beforeName(nameOf(path)), nameOf(path)]) {
        await rm(join(folder, name), { recursive: true, force: true });
      }
    });
  }

  async move(from: string, to: string): Promise<void> {
    checkedMove(from, to);
    await this.#attempt("move", from, async () => {
      if ((await this.list(from)).length === 0) throw nothingToMove(from, this.location);
      const source = join(await this.#existing(folderOf(from)), nameOf(from));
      const folder = await this.#parent(to);
      await takePlace(source, folder, nameOf(to));
      await flushFolder(folder);
      await rm(join(folder, beforeName(nameOf(to))), { recursive: true, force: true });
    });
  }

  /** The real path of something that exists. @throws when it is missing or lies outside */
  async #existing(path: string): Promise<string> {
    const root = await realpath(this.location);
    const real = await realpath(join(this.location, path)).catch(async (error: unknown) => {
      const other = isMissing(error) ? await standIn(root, path) : undefined;
      if (other === undefined) throw error;
      return realpath(other);
    });
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new RunUnsupportedError({
        message: `${path} in ${this.location} is a link that leads outside the folder.`,
        hint: "Replace the link by the file itself.",
      });
    }
    return real;
  }

  /** The real path of the folder that a file lies in, made when missing. */
  async #parent(path: string): Promise<string> {
    await mkdir(this.location, { recursive: true });
    let real = await this.#existing("");
    const parts = path.split("/").slice(0, -1);
    for (const [i, part] of parts.entries()) {
      // One level at a time: a link in the middle must be checked before anything is made behind it.
      try {
        await mkdir(join(real, part));
        // What stood in for it is it again, and takes the place of the empty one, before a reader finds that.
        await rename(join(real, beforeName(part)), join(real, part)).catch(() => undefined);
        await flushFolder(real);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      real = await this.#existing(parts.slice(0, i + 1).join("/"));
    }
    return real;
  }

  async #openTemporary(folder: string): Promise<readonly [FileHandle, string]> {
    for (;;) {
      const temporary = join(folder, temporaryName(this.#written++));
      try {
        return [await open(temporary, "wx"), temporary];
      } catch (error) {
        // Left by a crash, or in use by another store of this process.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  async #collect(folder: string, found: string[]): Promise<void> {
    const entries = await onceMore(async () => {
      return readdir(await this.#existing(folder), { withFileTypes: true });
    }).catch((error: unknown) => {
      if (isMissing(error) && folder !== "") return [];
      throw error;
    });
    const names = new Set(entries.map(({ name }) => name));
    for (const entry of entries) {
      const before = nameBefore(entry.name);
      if (before !== undefined && names.has(before)) continue;
      const path = `${folder === "" ? "" : `${folder}/`}${before ?? entry.name}`;
      if (entry.isDirectory()) await this.#collect(path, found);
      else if (entry.isFile() && !isTemporaryName(entry.name)) found.push(path);
      // A link to a file inside is a file; links to folders could go round in circles and are left out.
      else if (entry.isSymbolicLink() && (await this.has(path).catch(() => false))) found.push(path);
    }
  }

  async #attempt<T>(verb: string, path: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw GanlensError.isInstance(error) ? error : folderError(error, verb, path, this.location);
    }
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** Does again what found nothing: a folder may have taken another's place between two looks. */
async function onceMore<T>(look: () => Promise<T>): Promise<T> {
  return look().catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    return look();
  });
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}

/** Makes a rename survive a power cut, where the system lets a folder be flushed. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  if (handle === undefined) return;
  try {
    await handle.sync();
  } catch {
    // Windows and some network file systems cannot; the file itself is flushed.
  } finally {
    await handle.close();
  }
}
