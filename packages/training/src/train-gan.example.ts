import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { MemoryRunStore, openCheckpoint, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { fitGanModels, ganConfigSchema, trainGan } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";

await openBackend();
installKernels(tf);
installGradients(tf);

const random = Random.fromSeed(0);
const digits = await openDataset("digits-8x8", { split: "train", random: random.split("data") });
const settings = ganConfigSchema.parse({
  trainer: "gan",
  generator: { architecture: "mlp-generator" },
  discriminator: { architecture: "mlp-discriminator" },
  schedule: { totalSteps: 20, checkpointEvery: 10 },
});
const config = fitGanModels(settings, digits.info); // image size and classes are the data's

const store = new MemoryRunStore(); // FolderRunStore of @ganlens/core/node writes files
for await (const event of trainGan(config, digits, { store, clock: () => performance.now() })) {
  if (event.type === "step-end" && event.step % 10 === 0) console.log(event.step, event.losses);
}
const { manifest } = await openCheckpoint(store, 20); // whole, or it does not open
console.log(manifest.step);
