import { listCheckpoints, openCheckpoint } from "@ganlens/core";
import { splitRoles } from "@ganlens/datasets";
import { disposeModel, loadModel } from "@ganlens/models";
import { classifierAccuracy } from "@ganlens/training";
import type { PreparedRun } from "@ganlens/training/node";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/**
 * How many images that it was not trained on the classifier of a run that has ended names rightly, in words for people; undefined
 * for a run of another kind.
 */
export async function heldOutAccuracy({ store, config, dataset }: PreparedRun): Promise<string | undefined> {
  if (config.trainer !== "classifier") return undefined;
  const { name, splits } = dataset.info;
  const { heldOut } = splitRoles(config.data);
  if ((splits[heldOut] ?? 0) === 0) {
    return `${name} has no images besides those that were trained on, so that nothing is known of unseen ones.`;
  }
  const step = (await listCheckpoints(store)).at(-1);
  if (step === undefined) return undefined;
  const checkpoint = await openCheckpoint(store, step);
  const { model } = await loadModel({ read: (path) => checkpoint.read(`classifier/${path}`) });
  const split = dataset.openSplit(heldOut);
  try {
    const { value, n, interval } = await classifierAccuracy(model, split);
    return `it names ${percent(value)} of ${n} images rightly that it was not trained on (${heldOut} of ${name}; 95 % interval ${percent(interval.low)} to ${percent(interval.high)}).`;
  } finally {
    disposeModel(model);
    await split.close?.();
  }
}
