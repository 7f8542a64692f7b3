interface Queued {
  begin(): void;
  refuse(error: Error): void;
}

/** Who may work under a name: one at a time, in the order in which they came. */
export class Turns {
  readonly #queues = new Map<string, Queued[]>();
  #over: Error | undefined;

  /** Takes the turn at once where the name is free; else gives what waits for it. */
  take(name: string): Promise<void> | undefined {
    if (this.#over !== undefined) return Promise.reject(this.#over);
    const queue = this.#queues.get(name);
    if (queue === undefined) {
      this.#queues.set(name, []);
      return undefined;
    }
    return new Promise((begin, refuse) => queue.push({ begin, refuse }));
  }

  /** Gives the turn to the next one. */
  giveUp(name: string): void {
    const next = this.#queues.get(name)?.shift();
    if (next === undefined) this.#queues.delete(name);
    else next.begin();
  }

  /** Refuses whoever waits, and whoever comes. */
  end(error: Error): void {
    this.#over = error;
    for (const queue of this.#queues.values()) for (const { refuse } of queue.splice(0)) refuse(error);
  }
}
