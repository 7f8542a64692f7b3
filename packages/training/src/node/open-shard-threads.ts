import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { spawnWorker } from "@ganlens/core/node";
import { openShardPool, type ShardPoolOptions } from "../engine/open-shard-pool.ts";
import type { ShardRunner } from "../engine/shard-runner.ts";

/**
 * Computes the shards of a batch on several cores, in worker threads.
 *
 * @param threads how many compute at once; as many as the machine has cores unless given. It never changes a byte: the number of
 *   shards, which a configuration holds, does
 * @param always whether this thread never computes alone, though it may be quicker
 */
export function openShardThreads({
  threads = availableParallelism(),
  always,
}: Partial<Pick<ShardPoolOptions, "threads" | "always">> = {}): ShardRunner {
  return openShardPool({
    threads,
    ...(always === undefined ? {} : { always }),
    url: workerUrl(),
    spawn: spawnWorker,
  });
}

/** The worker's module: beside this file in the sources, an entry of its own in the package. */
function workerUrl(): URL {
  if (import.meta.url.endsWith(".ts")) return new URL("./shard-worker.ts", import.meta.url);
  return pathToFileURL(createRequire(import.meta.url).resolve("@ganlens/training/shard-worker"));
}
