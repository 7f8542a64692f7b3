import type { Socket } from "node:net";

/**
 * Connections that have not yet brought a request of the browser that may read: at most so many, and where one more comes, the
 * oldest of them is ended.
 *
 * Whoever opens connections and says nothing takes places from his like only: who brings the cookie is let in, and stays.
 */
export class WaitingSockets {
  readonly #most: number;
  /** In the order in which they came. */
  readonly #waiting = new Set<Socket>();

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** A connection that was just made. */
  add(socket: Socket): void {
    this.#waiting.add(socket);
    socket.once("close", () => this.#waiting.delete(socket));
    const [oldest] = this.#waiting;
    if (this.#waiting.size <= this.#most || oldest === undefined) return;
    this.#waiting.delete(oldest);
    oldest.destroy();
  }

  /** A connection whose request was let in: it is not among those that are ended. */
  admit(socket: Socket): void {
    this.#waiting.delete(socket);
  }
}
