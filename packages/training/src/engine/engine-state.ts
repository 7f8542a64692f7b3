import { CheckpointCorruptError, type NdArray } from "@ganlens/core";
import { type DatasetCursor, datasetCursorSchema } from "@ganlens/datasets";
import * as z from "zod";
import { asGroup, encodeTrainingState, groupOf, readTrainingState } from "../checkpoints/training-state.ts";
import { fromEarlierState } from "./earlier-state.ts";
import type { PlayerSpec } from "./game.ts";
import type { StateBag } from "./state-bag.ts";

/** All of a player that a checkpoint keeps besides its folder. */
export interface SavedPlayer {
  readonly name: string;
  readonly weights: ReadonlyMap<string, NdArray>;
  readonly average?: ReadonlyMap<string, NdArray>;
  readonly optimizer: { readonly step: number; readonly arrays: ReadonlyMap<string, NdArray> };
}

/** All that training goes on from. */
export interface EngineState {
  readonly steps: number;
  readonly players: readonly SavedPlayer[];
  readonly cursors: Readonly<Record<string, DatasetCursor>>;
  readonly state: StateBag;
}

/** `state.json` of the engine of named players. */
export interface EngineFacts {
  readonly engine: 1;
  readonly steps: number;
  readonly optimizers: Readonly<Record<string, number>>;
  readonly cursors: Readonly<Record<string, DatasetCursor>>;
  readonly numbers: Readonly<Record<string, number>>;
}

const factsSchema: z.ZodType<EngineFacts> = z.strictObject({
  engine: z.literal(1),
  steps: z.int().nonnegative(),
  optimizers: z.record(z.string(), z.int().nonnegative()),
  cursors: z.record(z.string(), datasetCursorSchema),
  numbers: z.record(z.string(), z.number()),
});

/** The groups of arrays in `state.npz`. */
const group = {
  weights: (player: string) => player,
  average: (player: string) => `average-${player}`,
  optimizer: (player: string) => `optimizer-${player}`,
  state: "state",
} as const;

/** `state.npz` and `state.json` of a resumable checkpoint. */
export function encodeEngineState({
  steps,
  players,
  cursors,
  state,
}: EngineState): ReadonlyMap<string, Uint8Array> {
  const facts: EngineFacts = {
    engine: 1,
    steps,
    optimizers: Object.fromEntries(players.map(({ name, optimizer }) => [name, optimizer.step])),
    cursors,
    numbers: state.numbers,
  };
  return encodeTrainingState({
    arrays: new Map([
      ...players.flatMap(({ name, weights, average, optimizer }) => [
        ...asGroup(group.weights(name), weights),
        ...(average === undefined ? [] : asGroup(group.average(name), average)),
        ...asGroup(group.optimizer(name), optimizer.arrays),
      ]),
      ...asGroup(group.state, new Map(Object.entries(state.arrays))),
    ]),
    facts: { ...facts },
  });
}

/**
 * Reads what {@link encodeEngineState} wrote, or what earlier versions did.
 *
 * @throws {CheckpointCorruptError} when it is not the state of these players, data and memory
 */
export async function readEngineState(
  read: (path: string) => Promise<Uint8Array>,
  expected: {
    readonly players: readonly PlayerSpec[];
    readonly data: readonly string[];
    readonly state: StateBag;
  },
): Promise<EngineState> {
  const stored = await readTrainingState(read);
  const { arrays, facts } = fromEarlierState(stored, expected) ?? stored;
  const parsed = factsSchema.safeParse(facts);
  if (!parsed.success) throw corrupt(z.prettifyError(parsed.error));
  const { steps, optimizers, cursors, numbers } = parsed.data;
  const names = expected.players.map(({ name }) => name);
  assertSame("players", Object.keys(optimizers), names);
  assertSame("data sets", Object.keys(cursors), expected.data);
  assertSame("numbers of the state", Object.keys(numbers), Object.keys(expected.state.numbers));
  const stateArrays = Object.fromEntries(groupOf(arrays, group.state));
  assertSame("arrays of the state", Object.keys(stateArrays), Object.keys(expected.state.arrays));
  return {
    steps,
    players: expected.players.map(({ name, averageDecay }) => ({
      name,
      weights: groupOf(arrays, group.weights(name)),
      ...(averageDecay === undefined ? {} : { average: groupOf(arrays, group.average(name)) }),
      optimizer: { step: optimizers[name] as number, arrays: groupOf(arrays, group.optimizer(name)) },
    })),
    cursors,
    state: { numbers, arrays: stateArrays },
  };
}

function assertSame(what: string, found: readonly string[], expected: readonly string[]): void {
  const [a, b] = [found, expected].map((names) => [...names].sort().join(", "));
  if (a !== b) throw corrupt(`expected the ${what} ${b || "(none)"}, received ${a || "(none)"}`);
}

function corrupt(reason: string): CheckpointCorruptError {
  return new CheckpointCorruptError({
    message: `Expected the state of this training in state.json and state.npz: ${reason}.`,
    hint: "Take an earlier checkpoint of this run, and leave the configuration in run.json as it was.",
  });
}
