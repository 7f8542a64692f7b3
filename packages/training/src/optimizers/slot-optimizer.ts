import type { NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertGradients } from "./assert-gradients.ts";
import type { Optimizer, SavedOptimizer } from "./optimizer.ts";
import { assertSlots, readSlots, slotTensors } from "./saved-slots.ts";

/** One parameter in one step. */
export interface ParameterStep<Slot extends string> {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** What was kept at the last step, all of the parameter's shape. */
  readonly kept: Readonly<Record<Slot, tf.Tensor>>;
  /** Whether the parameter is moved for the first time. */
  readonly first: boolean;
}

/** A parameter after a step, and what is kept for the next. */
export interface MovedParameter<Slot extends string> {
  readonly parameter: tf.Tensor;
  readonly kept: Readonly<Record<Slot, tf.Tensor>>;
}

/** An algorithm in formulas: what it keeps for a parameter, and how one step moves both. */
export interface UpdateRule<Slot extends string> {
  /** As configurations call the algorithm. */
  readonly name: string;
  readonly slots: readonly Slot[];
  /** What slots start with; 0 where nothing is said. */
  readonly start?: Readonly<Partial<Record<Slot, number>>>;
  /**
   * The numbers of a step, which all parameters share, and with them the move of one parameter. It runs inside `tf.tidy`.
   *
   * @param step from 1
   * @param rateScale what the learning rate is multiplied by in this step
   */
  at(step: number, rateScale: number): (parameter: ParameterStep<Slot>) => MovedParameter<Slot>;
}

/** An {@link Optimizer} that follows an {@link UpdateRule} by tfjs's own operations, on any backend. */
export class SlotOptimizer<Slot extends string> implements Optimizer {
  readonly #rule: UpdateRule<Slot>;
  readonly #kept = new Map<string, Readonly<Record<Slot, tf.Tensor>>>();
  #step = 0;

  constructor(rule: UpdateRule<Slot>) {
    this.#rule = rule;
  }

  get stepCount(): number {
    return this.#step;
  }

  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale = 1,
  ): void {
    assertGradients(parameters, gradients);
    this.#step += 1;
    const move = this.#rule.at(this.#step, rateScale);
    for (const [name, parameter] of parameters) {
      tf.tidy(() => {
        const gradient = gradients.get(name) as tf.Tensor;
        const kept = this.#kept.get(name);
        const moved = move({
          parameter,
          gradient,
          kept: kept ?? this.#start(parameter.shape),
          first: kept === undefined,
        });
        this.#keep(name, moved.kept);
        parameter.assign(moved.parameter);
      });
    }
  }

  save(): Promise<SavedOptimizer> {
    return readSlots(this.#step, this.#kept);
  }

  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void {
    const { name: optimizer, slots } = this.#rule;
    assertSlots({ optimizer, slots, step, arrays, parameters });
    this.dispose();
    this.#step = step;
    if (step === 0) return;
    for (const name of parameters.keys()) {
      tf.tidy(() => this.#keep(name, slotTensors(arrays, name, slots) as Record<Slot, tf.Tensor>));
    }
  }

  dispose(): void {
    for (const kept of this.#kept.values()) tf.dispose(kept);
    this.#kept.clear();
  }

  #start(shape: number[]): Record<Slot, tf.Tensor> {
    const { slots, start } = this.#rule;
    return Object.fromEntries(slots.map((slot) => [slot, tf.fill(shape, start?.[slot] ?? 0)])) as Record<
      Slot,
      tf.Tensor
    >;
  }

  /** Clones, since a rule may give the gradient itself, which is the caller's. */
  #keep(name: string, kept: Readonly<Record<Slot, tf.Tensor>>): void {
    const clones = this.#rule.slots.map((slot) => [slot, tf.keep(kept[slot].clone())]);
    const before = this.#kept.get(name);
    this.#kept.set(name, Object.fromEntries(clones) as Record<Slot, tf.Tensor>);
    if (before !== undefined) tf.dispose(before);
  }
}
