import type { Random } from "@ganlens/core";

/** A place in an endless sequence of shuffled passes over some samples. */
export interface EpochPlace {
  /** Whole passes before it. */
  readonly epoch: number;
  /** Samples of its own pass before it. */
  readonly position: number;
}

/** An endless sequence of passes over the rows of a split, each in an order of its own; it remembers no place. */
export class ShuffledEpochs {
  readonly #rows: Int32Array;
  readonly #random: Random;
  readonly #orders = new Map<number, Int32Array>();

  /** @param rows at least one */
  constructor(rows: Int32Array, random: Random) {
    this.#rows = rows;
    this.#random = random;
  }

  /** The rows that follow a place, and the place behind them. */
  rowsFrom(
    { epoch, position }: EpochPlace,
    count: number,
  ): { readonly rows: Int32Array; readonly end: EpochPlace } {
    const rows = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      rows[i] = this.#rows[this.#orderOf(epoch)[position] as number] as number;
      position++;
      if (position === this.#rows.length) {
        epoch++;
        position = 0;
      }
    }
    return { rows, end: { epoch, position } };
  }

  /** Forgets the orders of passes that are over. */
  forgetBefore(epoch: number): void {
    for (const known of this.#orders.keys()) if (known < epoch) this.#orders.delete(known);
  }

  #orderOf(epoch: number): Int32Array {
    const known = this.#orders.get(epoch);
    if (known !== undefined) return known;
    const order = this.#random.split(`epoch-${epoch}`).permutation(this.#rows.length);
    this.#orders.set(epoch, order);
    return order;
  }
}
