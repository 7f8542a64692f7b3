import { openWorkerPool, splitBatch } from "@ganlens/backend";
import { spawnWorker } from "@ganlens/core/node";
import { latentSize } from "./dcgan-onnx.ts";
import { latents, pixels } from "./import-task.ts";
import { importedGenerator } from "./imported-generator.ts";
import { serveBatches } from "./serve-batches.ts";

/** ganlens: arguments MODEL.onnx THREADS BATCH OUTPUT. With two threads a worker generates half of each batch. */
const [path = "", threads = "1", images = "", output = ""] = process.argv.slice(2);
const batch = Number(images);

const generate = await importedGenerator(path);
const z = latents(batch);
const pool = openWorkerPool({
  size: Number(threads),
  here: { generate: (task: { readonly z: Float32Array }) => generate(task.z) },
  url: new URL("./worker-process.ts", import.meta.url),
  spawn: spawnWorker,
});
const parts = splitBatch(batch, Number(threads)).map(({ from, to }) => ({
  path,
  z: z.slice(from * latentSize, to * latentSize),
}));

await serveBatches(
  async () => {
    if (parts.length === 1) return generate(z);
    const all = new Float32Array(batch * pixels);
    let at = 0;
    for (const part of await pool.run<(typeof parts)[number], Float32Array>("generate", parts)) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  },
  { batch, output },
);
await pool.close();
