/**
 * What lenses that run at the same time, in several threads, share through one run folder. Names are the run folder's: the hash
 * of a network, the key of a set.
 */
export interface SharedWork {
  /** Does it while nobody else is at work under that name; the others wait for their turn. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Lets a thread that is free begin a task, and does not wait for it; one that was begun under that name is not begun twice. */
  begin(name: string, task: unknown): void;
  /**
   * Waits until the task of that name is done, wherever it was begun; where it was not, lets a thread begin it. Yields the share
   * that is done, in [0, 1].
   *
   * @throws {unknown} what the task failed with
   */
  finish(name: string, task: unknown): AsyncGenerator<number, void>;
}
