import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish } from "@ganlens/core";
import { FolderRunStore, spawnWorker } from "@ganlens/core/node";
import { openDataset } from "@ganlens/datasets";
import { explain, findLens, openLensWorkers, openSubject } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";

await openBackend({ require: "wasm" });
installKernels(tf);
installGradients(tf);

const store = new FolderRunStore("run");
const subject = await openSubject({
  store,
  openData: (data, { split = "train" }) => openDataset(data as string, { split }),
});
// What stands behind `setup` is handed to the worker's module, which opens the same subject and the same folder.
const url = new URL("./lens-worker.example.ts", import.meta.url);
const workers = openLensWorkers({ size: 2, url, spawn: spawnWorker, setup: store.location });
try {
  const lenses = ["reconstruction", "tell"].map(findLens);
  for (const { answer } of await finish(explain({ subject, lenses, store, effort: "glance", workers }))) {
    process.stdout.write(`${answer}\n`);
  }
} finally {
  await workers.close();
}
