import type { Member } from "./member.ts";

/** A network that lenses want to have trained, once for all of them. */
export class SharedTask {
  /** What is to be done, as the worker reads it. */
  readonly input: unknown;
  /** Whose lenses wait for it. */
  readonly hearers: Set<Member> = new Set();
  /** Settles when it is done, or cannot be done. */
  readonly ended: Promise<void>;
  begun = false;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(input: unknown) {
    this.input = input;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Nobody may be waiting for it.
    this.ended.catch(() => {});
  }

  succeed(): void {
    this.#resolve();
  }

  fail(error: unknown): void {
    this.#reject(error);
  }
}
