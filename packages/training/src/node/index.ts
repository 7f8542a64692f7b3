export { openShardThreads } from "./open-shard-threads.ts";
