import {
  type BackendName,
  installGradients,
  installKernels,
  moved,
  openBackend,
  serveTasks,
} from "@ganlens/backend";
import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { findTrainer } from "../trainers/trainers.ts";
import { type PackedFindings, type PackedTensors, packFindings, unpackTensors } from "./packed-findings.ts";
import { buildPlayers, disposePlayers, type PlayingNetwork } from "./players.ts";
import type { RoundInput } from "./round-input.ts";
import { writeWeightTensors } from "./shard-gradients.ts";
import { type GameOrigin, shardHere, type Table } from "./shard-runner.ts";

/** What a worker builds its networks from. */
export interface OpenTask {
  readonly backend: BackendName;
  readonly origin: GameOrigin;
}

/** One shard with the weights to compute it at. */
export interface ShardTask {
  readonly input: RoundInput;
  readonly weights: PackedTensors;
}

/**
 * Computes shards for a pool of {@link openShardPool}; called once at the end of a worker's module.
 *
 * @param prepare what must be done first: in a page, setting the paths of wasm files
 */
export function serveShards(prepare: () => Promise<unknown> = async () => {}): void {
  let table: Pick<Table, "players" | "objective" | "random"> | undefined;
  serveTasks(
    {
      open: async ({ backend, origin }: OpenTask): Promise<void> => {
        await openBackend({ require: backend });
        installKernels(tf);
        installGradients(tf);
        if (table !== undefined) disposePlayers(table.players);
        const { config, info, prepared } = origin;
        const game = findTrainer(config.trainer).game(config, info, prepared);
        const random = Random.fromSeed(config.seed);
        const players: ReadonlyMap<string, PlayingNetwork> = buildPlayers(
          game.players,
          random.split("weights"),
        );
        table = { players, objective: game.objective, random: random.split("steps") };
      },
      shard: async ({ input, weights }: ShardTask): Promise<PackedFindings> => {
        if (table === undefined) throw new Error("A shard was asked for before its networks were opened.");
        const values = unpackTensors(weights);
        writeWeightTensors(table.players, values);
        tf.dispose(values);
        const packed = await packFindings(shardHere(table, input, { alone: false }));
        return moved(packed, [packed.tensors.values]);
      },
    },
    prepare,
  );
}
