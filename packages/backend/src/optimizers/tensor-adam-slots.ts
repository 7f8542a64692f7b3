import type * as tf from "@tensorflow/tfjs";
import type { AdamMoments, AdamSlots, AdamStep } from "./adam-slots.ts";
import { adamUpdate } from "./adam-update.ts";

/** {@link AdamSlots} of tensors, moved by {@link adamUpdate}. */
export class TensorAdamSlots implements AdamSlots {
  readonly #tensorflow: typeof tf;
  readonly #moments = new Map<string, AdamMoments>();

  constructor(tensorflow: typeof tf) {
    this.#tensorflow = tensorflow;
  }

  update(name: string, parameter: tf.Variable, gradient: tf.Tensor, step: AdamStep): void {
    const { first, second } = this.#moments.get(name) ?? this.#zeros(name, parameter.shape);
    const moved = adamUpdate(this.#tensorflow, { ...step, parameter, gradient, first, second });
    this.#keep(name, moved);
    parameter.assign(moved.parameter);
    moved.parameter.dispose();
  }

  names(): readonly string[] {
    return [...this.#moments.keys()];
  }

  read(name: string): AdamMoments | undefined {
    const moments = this.#moments.get(name);
    return moments && { first: moments.first.clone(), second: moments.second.clone() };
  }

  write(name: string, { first, second }: AdamMoments): void {
    this.#keep(name, { first: first.clone(), second: second.clone() });
  }

  dispose(): void {
    for (const { first, second } of this.#moments.values()) this.#tensorflow.dispose([first, second]);
    this.#moments.clear();
  }

  #keep(name: string, { first, second }: AdamMoments): void {
    const { dispose, keep } = this.#tensorflow;
    const before = this.#moments.get(name);
    this.#moments.set(name, { first: keep(first), second: keep(second) });
    if (before !== undefined) dispose([before.first, before.second]);
  }

  #zeros(name: string, shape: number[]): AdamMoments {
    this.#keep(name, { first: this.#tensorflow.zeros(shape), second: this.#tensorflow.zeros(shape) });
    return this.#moments.get(name) as AdamMoments;
  }
}
