import { serveShards } from "../engine/serve-shards.ts";

serveShards();
