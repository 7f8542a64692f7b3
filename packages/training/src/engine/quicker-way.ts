/** The two ways to compute the shards of a step. */
export type Way = "alone" | "shared";

/** Steps of each way in a trial. */
const tries = 6;
/** Steps between the beginnings of two trials, at first and at most: each that says what the one before said doubles it. */
const periods = { first: 64, most: 512 };
/** Steps that the shared way may take to warm up before it is tried first. */
const warmUp = 16;

/**
 * Chooses the quicker of two ways that give the same bytes: now and then it tries both in turns, and keeps the one whose second
 * quickest step took less time; slower ones were disturbed by something else.
 *
 * A whole step goes one way, since its rounds differ in their work.
 */
export class QuickerWay {
  #step: number | undefined;
  #way: Way = "shared";
  #elapsed = 0;
  /** Steps since the last trial began; below 0 before the first. */
  #count = -warmUp - 1;
  #period = periods.first;
  #chosen: Way | undefined;
  #times: Record<Way, number[]> = { alone: [], shared: [] };

  /** The way of a round of a step. */
  at(step: number): Way {
    if (step === this.#step) return this.#way;
    if (this.#step !== undefined && this.#isTrying) this.#times[this.#way].push(this.#elapsed);
    this.#step = step;
    this.#elapsed = 0;
    this.#count += 1;
    if (this.#count === this.#period) this.#count = 0;
    if (this.#isTrying) this.#way = this.#count % 2 === 0 ? "alone" : "shared";
    else if (this.#count === 2 * tries) this.#choose();
    return this.#way;
  }

  /** A round of this step took so many milliseconds. */
  took(milliseconds: number): void {
    this.#elapsed += milliseconds;
  }

  get #isTrying(): boolean {
    return this.#count >= 0 && this.#count < 2 * tries;
  }

  #choose(): void {
    const { alone, shared } = this.#times;
    this.#way = secondLeast(alone) <= secondLeast(shared) ? "alone" : "shared";
    this.#period = this.#way === this.#chosen ? Math.min(2 * this.#period, periods.most) : periods.first;
    this.#chosen = this.#way;
    this.#times = { alone: [], shared: [] };
  }
}

function secondLeast(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[1] as number;
}
