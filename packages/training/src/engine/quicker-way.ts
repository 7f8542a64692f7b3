/** The two ways to compute the shards of a step. */
export type Way = "alone" | "shared";

/** Steps between two trials; what a trial costs is little of it. */
const period = 256;
/** Steps of each way in a trial. */
const tries = 5;
/** Steps that a shared way may take to warm up before it is tried first. */
const warmUp = 4;

/**
 * Chooses the quicker of two ways that give the same bytes: now and then it tries both in turns, and keeps the one whose median
 * step took less time.
 *
 * A whole step goes one way, since its rounds differ in their work.
 */
export class QuickerWay {
  #step: number | undefined;
  /** Steps since the beginning, of which the first ones only warm up. */
  #count = -warmUp - 1;
  #way: Way = "shared";
  #elapsed = 0;
  #times: Record<Way, number[]> = { alone: [], shared: [] };

  /** The way of a round of a step. */
  at(step: number): Way {
    if (step === this.#step) return this.#way;
    if (this.#step !== undefined && this.#trying) this.#times[this.#way].push(this.#elapsed);
    this.#step = step;
    this.#elapsed = 0;
    this.#count += 1;
    const place = this.#count % period;
    if (place === 0) this.#times = { alone: [], shared: [] };
    if (this.#trying) this.#way = place % 2 === 0 ? "alone" : "shared";
    else if (place === 2 * tries) {
      this.#way = median(this.#times.alone) <= median(this.#times.shared) ? "alone" : "shared";
    }
    return this.#way;
  }

  /** A round of this step took so many milliseconds. */
  took(milliseconds: number): void {
    this.#elapsed += milliseconds;
  }

  get #trying(): boolean {
    return this.#count >= 0 && this.#count % period < 2 * tries;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
