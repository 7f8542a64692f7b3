import { type BackendName, openWorkerPool, type WorkerPool, type WorkerPoolOptions } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import { yieldToEventLoop } from "../loop/yield-to-event-loop.ts";
import { combineShards } from "./combine-shards.ts";
import { type ShardFindings, weightOf } from "./named-tensors.ts";
import { type PackedFindings, packTensors, unpackFindings } from "./packed-findings.ts";
import { QuickerWay } from "./quicker-way.ts";
import type { RoundInput } from "./round-input.ts";
import type { OpenTask, ShardTask } from "./serve-shards.ts";
import {
  type GameOrigin,
  type ShardRunner,
  shardHere,
  shardInputs,
  shardsHere,
  type Table,
} from "./shard-runner.ts";

/** How {@link openShardPool} starts its workers. */
export interface ShardPoolOptions extends Pick<WorkerPoolOptions, "url" | "spawn"> {
  /** How many compute at once, this thread among them; with 1, no worker is started. */
  readonly threads: number;
  /**
   * Whether every round of several shards is given to the workers, the first one when they have started. Otherwise this thread
   * computes alone until they have, and afterwards where that turns out to be quicker.
   */
  readonly always?: boolean;
}

/** Workers that have the networks of one game. */
interface Opened {
  readonly origin: GameOrigin;
  readonly ready: Promise<void>;
  /** Whether they have started, or why they could not. */
  state: "starting" | "ready" | { readonly error: unknown };
  readonly way: QuickerWay;
}

/**
 * Computes shards side by side: this thread the last of every `threads` shards, workers with a backend and memory of their own the
 * others.
 *
 * The bytes are those of {@link shardsHere} for the same number of shards. Workers start with the first round of more than one
 * shard, and hold a copy of the networks each. What only this thread can compute is computed here.
 *
 * @throws {BackendUnavailableError} when a worker has died; the step is lost, and training can go on from its last checkpoint
 */
export function openShardPool({ threads, always = false, url, spawn }: ShardPoolOptions): ShardRunner {
  let pool: WorkerPool | undefined;
  let opened: Opened | undefined;
  // Shards of this thread need no messages: its inputs and outputs are passed as they are.
  let table: Table | undefined;
  const here = {
    open: () => {},
    shard: (input: unknown) => shardHere(table as Table, (input as ShardTask).input, { alone: false }),
  };
  const open = (origin: GameOrigin, size: number): Opened => {
    pool ??= openWorkerPool({ size, url, spawn, here });
    const task: OpenTask = { backend: thisBackend(), origin };
    const tasks = Array.from({ length: pool.size }, () => task);
    const opening: Opened = {
      origin,
      ready: pool.run("open", tasks).then(
        () => {
          opening.state = "ready";
        },
        (error: unknown) => {
          opening.state = { error };
        },
      ),
      state: "starting",
      way: new QuickerWay(),
    };
    return opening;
  };
  const shared = async (given: Table, inputs: readonly RoundInput[]): Promise<ShardFindings> => {
    table = given;
    const weights = await packTensors(trainedWeights(given));
    const found = await (pool as WorkerPool).run<ShardTask, PackedFindings | ShardFindings>(
      "shard",
      inputs.map((input) => ({ input, weights })),
    );
    return combineShards(found.map((each) => ("tensors" in each ? unpackFindings(each) : each)));
  };
  return {
    async run(given, round, shards) {
      const inputs = shardInputs(round, shards);
      const { origin } = given;
      if (inputs.length === 1 || threads === 1 || origin === undefined) {
        return shardsHere.run(given, round, shards);
      }
      if (opened?.origin !== origin) opened = open(origin, Math.min(threads, inputs.length));
      if (always) await opened.ready;
      // Without a turn of the event loop, this thread would never hear that they are ready.
      else if (opened.state === "starting") await yieldToEventLoop();
      const { state, way } = opened;
      if (typeof state === "object") throw state.error;
      if (state === "starting") return shardsHere.run(given, round, shards);
      const start = performance.now();
      const found =
        always || way.at(round.step) === "shared"
          ? await shared(given, inputs)
          : await shardsHere.run(given, round, shards);
      way.took(performance.now() - start);
      return found;
    },
    async close() {
      await pool?.close();
      pool = undefined;
      opened = undefined;
    },
  };
}

/** All weights that a shard starts from, running statistics included. */
function trainedWeights({ players }: Table): Record<string, tf.Tensor> {
  return Object.fromEntries(
    [...players.values()].flatMap(({ name, parameters, buffers }) =>
      [...parameters, ...buffers].map(([weight, variable]) => [weightOf(name, weight), variable]),
    ),
  );
}

/** The backend of this thread, by ganlens's name for it. */
function thisBackend(): BackendName {
  const name = tf.getBackend();
  return name === "tensorflow" ? "node" : (name as BackendName);
}
