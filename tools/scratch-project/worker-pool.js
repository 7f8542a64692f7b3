import { openWorkerPool } from "@ganlens/backend";
import { spawnWorker } from "@ganlens/core/node";

const pool = openWorkerPool({
  size: 2,
  url: new URL("./worker.js", import.meta.url),
  spawn: spawnWorker,
});
const [first, second] = await pool.run("generate", [1, 2]);
await pool.close();
process.stdout.write(JSON.stringify({ first, second }));
