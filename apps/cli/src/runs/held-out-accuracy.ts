import { listCheckpoints, openCheckpoint } from "@ganlens/core";
import { type Dataset, openDataset, splitRoles } from "@ganlens/datasets";
import { disposeModel, loadModel } from "@ganlens/models";
import { classifierAccuracy, type DomainAdversarialConfig } from "@ganlens/training";
import type { PreparedRun } from "@ganlens/training/node";
import type * as tf from "@tensorflow/tfjs";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/**
 * How many images that it was not trained on the classifier of a run that has ended names rightly, in words for people: of its data,
 * and of the domain that it was adapted to; undefined for a run of another kind.
 */
export async function heldOutAccuracy({ store, config, dataset }: PreparedRun): Promise<string | undefined> {
  const isAdapted = config.trainer === "domain-adversarial";
  if (config.trainer !== "classifier" && !isAdapted) return undefined;
  const step = (await listCheckpoints(store)).at(-1);
  if (step === undefined) return undefined;
  const checkpoint = await openCheckpoint(store, step);
  const { model } = await loadModel({ read: (path) => checkpoint.read(`classifier/${path}`) });
  try {
    const own = await wordsOf(model, dataset, splitRoles(config.data).heldOut);
    if (!isAdapted) return own;
    const { target } = config as DomainAdversarialConfig;
    const other = await openDataset(target, { split: "train" });
    return `${own} Of the other domain ${await wordsOf(model, other, splitRoles(target).heldOut)}`;
  } finally {
    disposeModel(model);
  }
}

async function wordsOf(model: tf.LayersModel, dataset: Dataset, heldOut: string): Promise<string> {
  const { name, splits } = dataset.info;
  if ((splits[heldOut] ?? 0) === 0) {
    return `${name} has no images besides those that were trained on, so that nothing is known of unseen ones.`;
  }
  const split = dataset.openSplit(heldOut);
  try {
    const { value, n, interval } = await classifierAccuracy(model, split);
    return `it names ${percent(value)} of ${n} images rightly that it was not trained on (${heldOut} of ${name}; 95 % interval ${percent(interval.low)} to ${percent(interval.high)}).`;
  } finally {
    await split.close?.();
  }
}
