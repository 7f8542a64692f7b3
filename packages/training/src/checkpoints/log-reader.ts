import { type LogDigest, LogHash, type RunReader, runLayout } from "@ganlens/core";

const lineFeed = 0x0a;

/** Hashes the log of a run as it grows: what was hashed once is not hashed again. */
export class LogReader {
  readonly #store: RunReader;
  #hash = new LogHash();
  #offset = 0;

  constructor(store: RunReader) {
    this.#store = store;
  }

  /** All whole lines that the log has now. */
  async digest(): Promise<LogDigest> {
    if (!(await this.#store.has(runLayout.metrics))) return new LogHash().digest();
    const bytes = await this.#store.read(runLayout.metrics);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    if (end < this.#offset) {
      this.#hash = new LogHash();
      this.#offset = 0;
    }
    const text = new TextDecoder().decode(bytes.subarray(this.#offset, end));
    for (const line of text.split("\n").slice(0, -1)) this.#hash.add(line);
    this.#offset = end;
    return this.#hash.digest();
  }
}
