import { splitBatch } from "@ganlens/backend";
import type { DatasetInfo, Random } from "@ganlens/core";
import type { RunConfig } from "../config/run-config.ts";
import { combineShards } from "./combine-shards.ts";
import type { ShardFindings } from "./named-tensors.ts";
import type { Objective } from "./objective.ts";
import type { PlayingNetwork } from "./players.ts";
import { type RoundInput, shardOf } from "./round-input.ts";
import { shardGradients } from "./shard-gradients.ts";

/** What computes rounds: networks, what they learn, and the randomness of their steps. */
export interface Table {
  readonly players: ReadonlyMap<string, PlayingNetwork>;
  readonly objective: Objective;
  /** Split by step, round and shard. */
  readonly random: Random;
  /** From what others can build the same game; absent where it was made by hand, which only this thread can play. */
  readonly origin?: GameOrigin;
}

/** The arguments of a registered trainer's game; a message can carry them. */
export interface GameOrigin {
  readonly config: RunConfig;
  readonly info: DatasetInfo;
  readonly prepared: unknown;
}

/** Computes the gradients of a whole round, shard by shard or side by side; the bytes depend on the number of shards only. */
export interface ShardRunner {
  /** The caller disposes what is returned. */
  run(table: Table, round: RoundInput, shards: number): Promise<ShardFindings>;
  /** Ends the workers, where there are any. */
  close(): Promise<void>;
}

/** Everything in this thread, one shard after another. */
export const shardsHere: ShardRunner = {
  run: async (table, round, shards) => {
    const inputs = shardInputs(round, shards);
    return combineShards(inputs.map((input) => shardHere(table, input, { alone: inputs.length === 1 })));
  },
  close: async () => {},
};

/** The shards of a round, at most one for each sample. */
export function shardInputs(round: RoundInput, shards: number): readonly RoundInput[] {
  if (shards === 1) return [round];
  const samples = Math.min(...Object.values(round.batches).map(({ ids }) => ids.length));
  return splitBatch(samples, shards).map((part, shard) => shardOf(round, shard, { ...part, samples }));
}

/** One shard, computed in this thread; where it is not alone, running statistics go on from the mean over all. */
export function shardHere(
  { players, objective, random }: Pick<Table, "players" | "objective" | "random">,
  input: RoundInput,
  { alone }: { readonly alone: boolean },
): ShardFindings {
  const { step, round, shard } = input;
  return shardGradients({
    players,
    objective,
    input,
    random: random.split(`step-${step}`).split(`round-${round}`).split(`shard-${shard}`),
    restoreBuffers: !alone,
  });
}
