/** Estimates how long something goes on, from the share that is done and the time it took. */
export class TimeLeft {
  readonly #clock: () => number;
  readonly #start: number;
  readonly #doneBefore: number;

  /** @param doneBefore share that was done already, when it goes on from somewhere */
  constructor(clock: () => number, doneBefore = 0) {
    this.#clock = clock;
    this.#start = clock();
    this.#doneBefore = doneBefore;
  }

  /** @returns seconds left, or undefined while it is too early to say */
  seconds(done: number): number | undefined {
    const own = done - this.#doneBefore;
    const elapsed = (this.#clock() - this.#start) / 1000;
    // The first steps are slower: kernels are compiled, memory is taken.
    if (own <= 0 || (own < 0.01 && elapsed < 2)) return undefined;
    return (elapsed * (1 - done)) / own;
  }
}
