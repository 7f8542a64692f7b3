import { CheckpointCorruptError, type NdArray, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { SavedOptimizer } from "./optimizer.ts";

/** What an optimizer keeps, by parameter and slot. */
export type Slots = ReadonlyMap<string, Readonly<Record<string, tf.Tensor>>>;

/** Reads every slot as `<name>/<slot>`; what the slots hold when it is called, whatever happens to them while it waits. */
export async function readSlots(step: number, slots: Slots): Promise<SavedOptimizer> {
  const tensors = [...slots].flatMap(([name, kept]) =>
    Object.entries(kept).map(([slot, tensor]) => [`${name}/${slot}`, tensor.clone()] as const),
  );
  try {
    const arrays = new Map<string, NdArray>();
    for (const [key, tensor] of tensors) {
      arrays.set(key, { data: await tensor.data<"float32">(), shape: tensor.shape });
    }
    return { step, arrays };
  } finally {
    for (const [, tensor] of tensors) tensor.dispose();
  }
}

/** What an optimizer is about to go on from. */
export interface RestoredSlots extends SavedOptimizer {
  /** As its configuration calls it. */
  readonly optimizer: string;
  /** What it keeps for every parameter. */
  readonly slots: readonly string[];
  readonly parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>;
}

/** @throws {CheckpointCorruptError} unless there is every slot of every parameter, of its shape, and nothing else */
export function assertSlots({ optimizer, slots, step, arrays, parameters }: RestoredSlots): void {
  const fail = (what: string) => {
    const expected =
      slots.length === 0
        ? "nothing beside the parameters"
        : `${slots.join(" and ")} of every parameter, of its shape,`;
    throw new CheckpointCorruptError({
      message: `Expected ${expected} in the state of the optimizer ${optimizer}; ${what}.`,
      hint: "Take an earlier checkpoint, and leave the configuration in run.json as it was.",
    });
  };
  if (!Number.isSafeInteger(step) || step < 0) fail(`its number of steps is ${step}`);
  const expected = new Map<string, readonly number[]>();
  if (step > 0) {
    for (const [name, { shape }] of parameters)
      for (const slot of slots) expected.set(`${name}/${slot}`, shape);
  }
  for (const [key, { data, shape }] of arrays) {
    const wanted = expected.get(key);
    if (wanted === undefined || wanted.join() !== shape.join() || wanted.length !== shape.length) {
      fail(`${key} is there with shape [${shape}]`);
    }
    if (!(data instanceof Float32Array) || data.length !== sizeOf(shape)) {
      fail(`${key} holds ${data.length} numbers for shape [${shape}]`);
    }
  }
  const missing = [...expected.keys()].find((key) => !arrays.has(key));
  if (missing !== undefined) fail(`${missing} is missing`);
}

/** The saved slots of one parameter as fresh tensors. */
export function slotTensors(
  arrays: ReadonlyMap<string, NdArray>,
  name: string,
  slots: readonly string[],
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    slots.map((slot) => {
      const { data, shape } = arrays.get(`${name}/${slot}`) as NdArray;
      return [slot, tf.tensor(data, [...shape])];
    }),
  );
}
