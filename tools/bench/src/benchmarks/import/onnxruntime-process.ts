import { readFile } from "node:fs/promises";
import * as ort from "onnxruntime-web";
import { latentSize } from "./dcgan-onnx.ts";
import { latents, pixels } from "./import-task.ts";
import { serveBatches } from "./serve-batches.ts";

/** onnxruntime-web on wasm: arguments MODEL.onnx THREADS BATCH OUTPUT. */
const [path = "", threads = "1", images = "", output = ""] = process.argv.slice(2);
const batch = Number(images);

ort.env.wasm.numThreads = Number(threads);
const session = await ort.InferenceSession.create(new Uint8Array(await readFile(path)), {
  executionProviders: ["wasm"],
  graphOptimizationLevel: "all",
});
const z = new ort.Tensor("float32", latents(batch), [batch, latentSize, 1, 1]);

await serveBatches(async () => (await session.run({ z })).images?.data as Float32Array, {
  batch,
  output,
  asImages: lastChannelsInUnitRange,
});

/** From [n, 3, 64, 64] in [−1, 1] to [n, 64, 64, 3] in [0, 1]: what ganlens gives. */
function lastChannelsInUnitRange(values: Float32Array): Float32Array {
  const plane = pixels / 3;
  return values.map((_, i) => {
    const [image, pixel, channel] = [Math.floor(i / pixels), Math.floor((i % pixels) / 3), i % 3];
    return ((values[image * pixels + channel * plane + pixel] as number) + 1) / 2;
  });
}
