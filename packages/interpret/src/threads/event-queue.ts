/** Things that come when they come, for one who takes them one after the other. */
export class EventQueue<T> {
  readonly #waiting: T[] = [];
  #closed = false;
  #wake: () => void = () => {};

  /** Adds one behind the others; after the end it is dropped. */
  push(event: T): void {
    if (this.#closed) return;
    this.#waiting.push(event);
    this.#wake();
  }

  /** Says that nothing more comes; what is waiting is still given. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift() as T;
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
