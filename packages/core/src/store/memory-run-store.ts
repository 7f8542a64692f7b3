import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { nothingToMove } from "./move-folder.ts";
import { checkedMove, checkedPath, type RunStore } from "./run-store.ts";

/** A run folder in memory, for browsers and tests. */
export class MemoryRunStore implements RunStore {
  readonly location: string;
  readonly #files = new Map<string, Uint8Array>();

  constructor(location = "memory", files: Iterable<readonly [string, Uint8Array]> = []) {
    this.location = location;
    for (const [path, bytes] of files) this.#files.set(checkedPath(path), bytes);
  }

  async list(folder?: string): Promise<readonly string[]> {
    const prefix = folder === undefined ? "" : `${checkedPath(folder)}/`;
    return [...this.#files.keys()].filter((path) => path.startsWith(prefix)).sort();
  }

  async has(path: string): Promise<boolean> {
    return this.#files.has(checkedPath(path));
  }

  async read(path: string): Promise<Uint8Array> {
    const bytes = this.#files.get(checkedPath(path));
    if (bytes === undefined) {
      throw new RunUnsupportedError({ message: `There is no ${path} in ${this.location}.` });
    }
    return new Uint8Array(bytes);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(this.#writable(path), new Uint8Array(bytes));
  }

  async append(path: string, bytes: Uint8Array): Promise<void> {
    const before = this.#files.get(this.#writable(path)) ?? new Uint8Array();
    const after = new Uint8Array(before.length + bytes.length);
    after.set(before);
    after.set(bytes, before.length);
    this.#files.set(path, after);
  }

  async remove(path: string): Promise<void> {
    this.#remove(checkedPath(path));
  }

  async move(from: string, to: string): Promise<void> {
    checkedMove(from, to);
    const moved = [...this.#files].filter(([name]) => name.startsWith(`${from}/`));
    if (moved.length === 0) throw nothingToMove(from, this.location);
    this.#assertFree(to, (name) => to.startsWith(`${name}/`));
    this.#remove(to);
    for (const [name, bytes] of moved) {
      this.#files.delete(name);
      this.#files.set(to + name.slice(from.length), bytes);
    }
  }

  #remove(path: string): void {
    for (const name of [...this.#files.keys()]) {
      if (name === path || name.startsWith(`${path}/`)) this.#files.delete(name);
    }
  }

  /** A file cannot be a folder too, here as on disk. */
  #writable(path: string): string {
    checkedPath(path);
    this.#assertFree(path, (name) => name.startsWith(`${path}/`) || path.startsWith(`${name}/`));
    return path;
  }

  #assertFree(path: string, isInTheWay: (name: string) => boolean): void {
    for (const name of this.#files.keys()) {
      if (isInTheWay(name)) {
        throw new RunUnsupportedError({
          message: `Cannot write ${path} in ${this.location}: ${name} is in the way.`,
          hint: "Choose another name, or remove it.",
        });
      }
    }
  }
}
