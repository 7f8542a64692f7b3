import type { SampleReader } from "./sample-reader.ts";

interface Awaited {
  readonly rows: Int32Array;
  readonly values: Promise<Float32Array>;
}

/**
 * Asks for batches before they are wanted.
 *
 * What was asked for is a guess that is held against what is wanted: a guess that was wrong, after another batch size or a cursor
 * that was restored, is dropped, and one that failed is read anew, so that nothing that is taken depends on it.
 */
export class ReadAhead {
  readonly #reader: Pick<SampleReader, "read">;
  #queue: Awaited[] = [];

  constructor(reader: Pick<SampleReader, "read">) {
    this.#reader = reader;
  }

  /**
   * The values of the rows that are wanted now.
   *
   * @param coming what will be wanted next, the nearest first: it is asked for at once, and all else is dropped
   */
  take(rows: Int32Array, coming: readonly Int32Array[]): Promise<Float32Array> {
    const first = this.#queue.shift();
    const values =
      first !== undefined && areEqual(first.rows, rows)
        ? first.values.catch(() => this.#reader.read(rows))
        : this.#reader.read(rows);
    const held = this.#queue;
    this.#queue = [];
    for (const [i, wanted] of coming.entries()) {
      const before = held[i];
      this.#queue.push(before !== undefined && areEqual(before.rows, wanted) ? before : this.#ask(wanted));
    }
    return values;
  }

  #ask(rows: Int32Array): Awaited {
    const values = this.#reader.read(rows);
    // Should it fail, the one who takes it hears of it.
    values.catch(() => {});
    return { rows, values };
  }
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}
