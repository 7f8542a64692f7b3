import { listCheckpoints, type RunStore, removeCheckpoint } from "@ganlens/core";

/**
 * The checkpoints that are kept for what was measured at their steps: the newest best one, and until a checkpoint is saved that
 * training could go on from, those that were best before it.
 */
export class BestSteps {
  readonly #store: RunStore | undefined;
  readonly #isKept: (step: number) => boolean;
  #steps: readonly number[] = [];

  /** @param options.isKept whether a checkpoint stays for another reason */
  constructor(store: RunStore | undefined, { isKept }: { readonly isKept: (step: number) => boolean }) {
    this.#store = store;
    this.#isKept = isKept;
  }

  /** That of a step is kept from now on; one that training went on from should be named here, too. */
  add(step: number): void {
    this.#steps = [...this.#steps.filter((each) => each !== step), step];
  }

  /** Removes those that are best no longer; to be called once what is best can be read from a newer checkpoint. */
  async settle(best: number | undefined): Promise<void> {
    const store = this.#store;
    if (store === undefined) return;
    const surplus = this.#steps.filter((step) => step !== best && !this.#isKept(step));
    if (surplus.length > 0) {
      const there = await listCheckpoints(store);
      for (const step of surplus) if (there.includes(step)) await removeCheckpoint(store, step);
    }
    this.#steps = this.#steps.filter((step) => !surplus.includes(step));
  }
}
