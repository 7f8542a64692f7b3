import {
  CheckpointCorruptError,
  decodeNpz,
  encodeNpz,
  type NdArray,
  parseShallowJson,
  TrainingDivergedError,
} from "@ganlens/core";
import * as z from "zod";

/** Arrays by group and name, and small facts: all that a network's files do not hold. */
export interface TrainingState {
  readonly arrays: ReadonlyMap<string, NdArray>;
  readonly facts: Readonly<Record<string, unknown>>;
}

const factsSchema = z.record(z.string(), z.unknown());

/** `state.npz` and `state.json` of a resumable checkpoint. */
export function encodeTrainingState({ arrays, facts }: TrainingState): ReadonlyMap<string, Uint8Array> {
  assertFiniteWeights(arrays);
  const sorted = [...arrays].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = `${JSON.stringify(facts, null, 2)}\n`;
  return new Map([
    ["state.npz", encodeNpz(sorted)],
    ["state.json", new TextEncoder().encode(text)],
  ]);
}

/** @throws {CheckpointCorruptError} when either file is not what {@link encodeTrainingState} writes */
export async function readTrainingState(read: (path: string) => Promise<Uint8Array>): Promise<TrainingState> {
  try {
    const facts = factsSchema.parse(parseShallowJson(await read("state.json")));
    const arrays = new Map<string, NdArray>();
    const stored = decodeNpz(await read("state.npz"));
    const left = stored.unreadable[0];
    if (left !== undefined) throw new Error(`${left.name} cannot be read (${left.reason})`);
    for (const [name, array] of stored.arrays) {
      if (!(array.data instanceof Float32Array)) throw new Error(`${name} is not float32`);
      arrays.set(name, { data: array.data, shape: array.shape });
    }
    return { arrays, facts };
  } catch (cause) {
    if (cause instanceof CheckpointCorruptError) throw cause;
    throw new CheckpointCorruptError({
      message: `Expected the training state in state.npz and state.json: ${cause instanceof Error ? cause.message : cause}.`,
      hint: "Take an earlier checkpoint of this run.",
      cause,
    });
  }
}

/** The arrays of one group, without its prefix. */
export function groupOf(arrays: ReadonlyMap<string, NdArray>, group: string): ReadonlyMap<string, NdArray> {
  const prefix = `${group}:`;
  return new Map(
    [...arrays]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, array]) => [name.slice(prefix.length), array]),
  );
}

/** The arrays of one group with its prefix put before their names. */
export function asGroup(group: string, arrays: ReadonlyMap<string, NdArray>): readonly [string, NdArray][] {
  return [...arrays].map(([name, array]) => [`${group}:${name}`, array]);
}

/** @throws {TrainingDivergedError} when a value is not finite: such weights must not replace good ones on disk */
export function assertFiniteWeights(arrays: ReadonlyMap<string, NdArray>): void {
  for (const [name, { data }] of arrays) {
    if (!data.every(Number.isFinite)) {
      throw new TrainingDivergedError({
        message: `Expected finite weights, but ${name} holds NaN or infinity; this checkpoint was not written.`,
        hint: "Lower the learning rate and resume from the last checkpoint.",
      });
    }
  }
}
