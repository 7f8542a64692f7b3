import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore, Random, type SampleSet } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { explain } from "../explain.ts";
import { findLens } from "../lenses/lenses.ts";
import { samplesSubject } from "../subject/samples-subject.ts";

// Asks one lens of many samples, which are made as they are read, in a process of its own, and prints what memory that took beyond the start.
const [lens = "", size = "0"] = process.argv.slice(2);
await openBackend({ require: "wasm" });
installKernels(tf);
installGradients(tf);

const [side, channels] = [16, 3];
const width = side * side * channels;

const rank = 6;
/** Waves that every picture is a sum of. */
const patterns = Float32Array.from({ length: rank * width }, (_, i) => {
  const [k, pixel] = [Math.floor(i / width), Math.floor((i % width) / channels)];
  const [row, column] = [Math.floor(pixel / side), pixel % side];
  return Math.sin(k + (1 + (k % 3)) * ((k % 2 === 0 ? row : column) / 5));
});
/** Which quarter of the picture each value lies in. */
const corners = Int32Array.from({ length: width }, (_, at) => {
  const pixel = Math.floor(at / channels);
  return (pixel % side < side / 2 ? 0 : 1) + (pixel < (side * side) / 2 ? 0 : 2);
});

/** Smooth pictures of four classes by where they are bright; nothing of them is held. */
function pictures(key: string, count: number): SampleSet {
  return {
    key,
    name: key,
    count,
    shape: [side, side, channels],
    async *batches({ batchSize = 500 } = {}) {
      for (let start = 0; start < count; start += batchSize) {
        const n = Math.min(batchSize, count - start);
        const random = Random.fromSeed(1).split(`${key}/${start}`);
        const weights = random.normal(n * rank);
        const data = new Float32Array(n * width);
        const labels = Int32Array.from({ length: n }, (_, i) => (start + i) % 4);
        for (let i = 0; i < n; i++) {
          for (let at = 0; at < width; at++) {
            let value = 0.4 + (corners[at] === labels[i] ? 0.2 : 0);
            for (let k = 0; k < rank; k++) {
              value += 0.08 * (weights[i * rank + k] as number) * (patterns[k * width + at] as number);
            }
            data[i * width + at] = Math.min(1, Math.max(0, value));
          }
        }
        yield { x: { data, shape: [n, side, side, channels] }, labels };
      }
    },
  };
}

const samples = pictures("generated", Number(size));
const real = { train: pictures("train", 3000), "held-out": pictures("held out", 1000) };
const subject = {
  ...samplesSubject({ name: "many", fingerprint: `many-${size}`, samples }),
  real: { unseen: true, heldOutWords: "held-out real images", open: async (part: "train" | "held-out") => real[part] },
};
const start = process.memoryUsage().rss;
const [result] = await finish(
  explain({
    subject,
    lenses: [findLens(lens)],
    options: { [lens]: { steps: 30 } },
    store: new MemoryRunStore("memory"),
    effort: "glance",
  }),
);
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ answer: result?.answer ?? "", megabytes: (peak - start) / 2 ** 20 })}\n`);
