import { resolve } from "node:path";
import { type DatasetInfo, type PictureTransform, Random } from "@ganlens/core";
import type { Dataset, DatasetSpec } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import type { RunConfig } from "../config/run-config.ts";

/** The split to train on where it is not called `train`: half B of MNIST's test set is for references only. */
const trainingSplits: ReadonlyMap<unknown, string> = new Map([["mnist-t10k", "a"]]);

/** For which run data are opened. */
export interface OpenTrainingDataOptions {
  readonly signal: AbortSignal;
  /** What run.json says of the data, where the run was begun before. */
  readonly recorded?: DatasetInfo;
  /** Called now and then with the share of a folder's files that is read, in [0, 1]. */
  readonly onProgress?: (done: number) => void;
}

/** Opens what a configuration trains on, in the order that its seed gives. */
export function openTrainingData(
  { data, seed, batchSize }: RunConfig,
  options: OpenTrainingDataOptions,
): Promise<Dataset> {
  const random = Random.fromSeed(seed).split("data");
  return openDataset(data, { split: trainingSplits.get(data) ?? "train", random, batchSize, ...options });
}

/** The same data with what was chosen for them by their files, so that the run chooses the same when files are added. */
export function withTransform(data: DatasetSpec, transform: PictureTransform | undefined): DatasetSpec {
  if (transform === undefined || typeof data === "string") return data;
  if ("from" in data) return { ...data, from: withTransform(data.from, transform) };
  if (!("folder" in data)) return data;
  const { size, channels, fit } = transform;
  return { folder: { ...data.folder, size, channels, fit } };
}

/** The same data with every path absolute, so that a run can be looked at from anywhere. */
export function withAbsolutePaths(data: DatasetSpec, cwd: string): DatasetSpec {
  if (typeof data === "string" || "procedural" in data) return data;
  if ("from" in data) return { ...data, from: withAbsolutePaths(data.from, cwd) };
  if ("folder" in data) return { folder: { ...data.folder, path: resolve(cwd, data.folder.path) } };
  if ("file" in data) {
    const { path, labels } = data.file;
    return {
      file: {
        ...data.file,
        path: resolve(cwd, path),
        ...(labels === undefined ? {} : { labels: resolve(cwd, labels) }),
      },
    };
  }
  const { images, labels } = data.idx;
  return {
    idx: {
      ...data.idx,
      images: resolve(cwd, images),
      ...(labels === undefined ? {} : { labels: resolve(cwd, labels) }),
    },
  };
}
