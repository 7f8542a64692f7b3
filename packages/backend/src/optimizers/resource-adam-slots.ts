import type * as tf from "@tensorflow/tfjs";
import type { RawOperations } from "../tensorflow/raw-operations.ts";
import type { Attribute } from "../tensorflow/tensor-flow-backend.ts";
import { type AdamMoments, type AdamSlots, type AdamStep, assertParameterShape } from "./adam-slots.ts";

/** Variables of TensorFlow's, as tensors that stand for them. */
interface Slot {
  readonly shape: number[];
  readonly parameter: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
  /** What the parameter held when it was last moved here: nobody else has written it as long as it still does. */
  held: object | null;
}

/** TensorFlow's name for a variable that goes when its last handle goes. */
const anonymous = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/**
 * {@link AdamSlots} on tfjs-node by TensorFlow's own ResourceApplyAdam.
 *
 * TensorFlow copies a variable's buffer before it writes into one that a tensor still shows, so no tensor is ever changed
 * in place; the parameter lets go of its own before, so that nothing is copied where nobody else has it. It adds ε to √v before the second moment's correction, which the numbers it is given make up for.
 */
export class ResourceAdamSlots implements AdamSlots {
  readonly #tensorflow: typeof tf;
  readonly #raw: RawOperations;
  readonly #slots = new Map<string, Slot>();
  readonly #variable: readonly Attribute[];
  #step: AdamStep | null = null;
  #numbers: { readonly value: number; readonly tensor: tf.Tensor }[] = [];

  constructor(tensorflow: typeof tf, raw: RawOperations) {
    this.#tensorflow = tensorflow;
    this.#raw = raw;
    this.#variable = [raw.floats("dtype")];
  }

  update(name: string, parameter: tf.Variable, gradient: tf.Tensor, step: AdamStep): void {
    const slot = this.#slots.get(name) ?? this.#zeros(name, parameter.shape);
    assertParameterShape(this.#tensorflow, parameter.shape, [gradient.shape, slot.shape]);
    if (slot.held !== parameter.dataId) this.#assign(slot.parameter, parameter);
    const operands = [slot.parameter, slot.first, slot.second, ...this.#numbersOf(step), gradient];
    this.#raw.release(parameter);
    try {
      this.#raw.run("ResourceApplyAdam", [], operands, 0);
    } finally {
      const value = this.#value(slot.parameter);
      parameter.assign(value);
      value.dispose();
      slot.held = parameter.dataId;
    }
  }

  names(): readonly string[] {
    return [...this.#slots.keys()];
  }

  read(name: string): AdamMoments | undefined {
    const slot = this.#slots.get(name);
    if (slot === undefined) return undefined;
    return { first: this.#value(slot.first), second: this.#value(slot.second) };
  }

  write(name: string, { first, second }: AdamMoments): void {
    const slot = this.#slots.get(name) ?? this.#create(name, first.shape);
    assertParameterShape(this.#tensorflow, slot.shape, [first.shape, second.shape]);
    this.#assign(slot.first, first);
    this.#assign(slot.second, second);
  }

  dispose(): void {
    const { dispose } = this.#tensorflow;
    for (const { parameter, first, second } of this.#slots.values()) dispose([parameter, first, second]);
    this.#slots.clear();
    dispose(this.#numbers.map(({ tensor }) => tensor));
    this.#numbers = [];
    this.#step = null;
  }

  #zeros(name: string, shape: number[]): Slot {
    this.#tensorflow.tidy(() => {
      const [first, second] = [this.#tensorflow.zeros(shape), this.#tensorflow.zeros(shape)];
      this.write(name, { first, second });
    });
    return this.#slots.get(name) as Slot;
  }

  #create(name: string, shape: number[]): Slot {
    const variable = () => {
      const [handle] = this.#raw.run(
        "VarHandleOp",
        [
          this.#raw.attribute("string", "container", ""),
          this.#raw.attribute("string", "shared_name", anonymous),
          ...this.#variable,
          this.#raw.attribute("shape", "shape", shape),
        ],
        [],
      );
      return this.#tensorflow.keep(handle as tf.Tensor);
    };
    const slot = { shape, parameter: variable(), first: variable(), second: variable(), held: null };
    this.#slots.set(name, slot);
    return slot;
  }

  #assign(variable: tf.Tensor, value: tf.Tensor): void {
    this.#raw.run("AssignVariableOp", this.#variable, [variable, value], 0);
  }

  #value(variable: tf.Tensor): tf.Tensor {
    return this.#raw.run("ReadVariableOp", this.#variable, [variable])[0] as tf.Tensor;
  }

  /** β₁ᵗ and β₂ᵗ as 0, since the rate holds the corrections; rate, β₁, β₂ and ε. */
  #numbersOf(step: AdamStep): readonly tf.Tensor[] {
    if (this.#step !== step) {
      const { keep, scalar } = this.#tensorflow;
      const { rate, beta1, beta2, secondScale, epsilon } = step;
      const uncorrected = Math.sqrt(1 / secondScale);
      const values = [0, 0, rate * uncorrected, beta1, beta2, epsilon * uncorrected];
      this.#numbers = values.map((value, i) => {
        const before = this.#numbers[i];
        if (before?.value === value) return before;
        before?.tensor.dispose();
        return { value, tensor: keep(scalar(value)) };
      });
      this.#step = step;
    }
    return this.#numbers.map(({ tensor }) => tensor);
  }
}
