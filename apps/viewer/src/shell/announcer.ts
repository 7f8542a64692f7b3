/** Says things to screen readers, at most so often: of several in between, only the last is said. */
export class Announcer {
  readonly #pause: number;
  readonly #listeners = new Set<() => void>();
  #text = "";
  #waiting: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pause = 1500) {
    this.#pause = pause;
  }

  readonly text = (): string => this.#text;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(text: string): void {
    this.#waiting = text;
    if (this.#timer === undefined) this.#tell();
  }

  #tell(): void {
    this.#timer = undefined;
    if (this.#waiting === null || this.#waiting === this.#text) return;
    this.#text = this.#waiting;
    this.#waiting = null;
    this.#timer = setTimeout(() => this.#tell(), this.#pause);
    for (const listener of [...this.#listeners]) listener();
  }
}
