import type { GeneratorNetwork } from "@ganlens/models";

/**
 * The generators of a run's checkpoints, loaded when they are asked for.
 *
 * The one that is looked at stays loaded, and one other: a series may have 200. The one before is disposed as soon as a third is
 * asked for, so checkpoints must be used one after another.
 */
export class CheckpointNetworks {
  readonly #looked: number;
  readonly #load: (step: number) => Promise<GeneratorNetwork>;
  readonly #loaded = new Map<number, Promise<GeneratorNetwork>>();

  constructor(looked: number, load: (step: number) => Promise<GeneratorNetwork>) {
    this.#looked = looked;
    this.#load = load;
  }

  at(step: number = this.#looked): Promise<GeneratorNetwork> {
    const found = this.#loaded.get(step);
    if (found !== undefined) return found;
    for (const other of [...this.#loaded.keys()]) {
      if (step !== this.#looked && other !== this.#looked) this.#drop(other);
    }
    const loading = this.#load(step);
    this.#loaded.set(step, loading);
    return loading;
  }

  dispose(): void {
    for (const step of [...this.#loaded.keys()]) this.#drop(step);
  }

  #drop(step: number): void {
    const dropped = this.#loaded.get(step);
    this.#loaded.delete(step);
    void dropped?.then(
      (network) => network.dispose(),
      () => {},
    );
  }
}
