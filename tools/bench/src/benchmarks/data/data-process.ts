import { Random } from "@ganlens/core";
import { type Dataset, digitsStrokes, sprites } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import type { DataFigures, DataTask } from "./data-task.ts";

const batchSize = 64;
/** Batches before anything is timed: the thread starts. */
const warmUp = 2;

const [text = "{}"] = process.argv.slice(2);
const start = process.memoryUsage.rss() / 2 ** 20;
process.stdout.write(JSON.stringify(await measure(JSON.parse(text) as DataTask)));

async function measure({ way, path, images }: DataTask): Promise<DataFigures> {
  const peak = () => process.resourceUsage().maxRSS / 1024;
  if (way === "render") {
    const data = path === "sprites" ? sprites() : digitsStrokes();
    data.renderFactors(data.sampleFactors(batchSize, Random.fromSeed(0)));
    const factors = data.sampleFactors(images, Random.fromSeed(1));
    const seconds = await secondsOf(async () => data.renderFactors(factors));
    return { seconds, opening: 0, peak: peak(), start };
  }
  let dataset: Dataset | undefined;
  const random = Random.fromSeed(1);
  const opening = await secondsOf(async () => {
    const spec =
      way === "file" || way === "batches"
        ? { file: { path } }
        : way === "idx"
          ? { idx: { images: path } }
          : { folder: { path, size: [28, 28] as const, channels: 1 as const, stream: way === "stream" } };
    dataset = await openDataset(spec, { split: "train", random, batchSize });
  });
  const opened = dataset as unknown as Dataset;
  if (way !== "stream" && way !== "batches") {
    const whole = await secondsOf(async () => {
      if (way === "open") return;
      for (const split of ["train", "held-out"]) await opened.openSplit(split).all();
    });
    return { seconds: opening + whole, opening, peak: peak(), start };
  }
  for (let i = 0; i < warmUp; i++) await opened.next();
  const seconds = await secondsOf(async () => {
    for (let read = 0; read < images; read += batchSize) await opened.next();
  });
  await opened.close?.();
  return { seconds, opening, peak: peak(), start };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
