import { ConfigInvalidError, type NdArray } from "@ganlens/core";
import { type Dataset, splitRoles } from "@ganlens/datasets";

/** Real samples for an evaluation; no sample is in two of them unless there are too few. */
export interface EvaluationSets {
  /** What generated samples are compared with: held-out ones where there are enough. */
  readonly reference: NdArray;
  /** As many others: what they score is the floor. */
  readonly floor: NdArray;
  /** What features are fitted to. */
  readonly others: NdArray;
}

/** More are not needed to fit principal components. */
const mostOthers = 2000;

/**
 * Takes real samples for an evaluation from a split that is trained on, and from its held-out ones.
 *
 * @throws {ConfigInvalidError} when there are not three times as many as are to be compared, with how many can be
 */
export async function evaluationSets(dataset: Dataset, count: number): Promise<EvaluationSets> {
  const { heldOut } = splitRoles(dataset.info.name);
  const kept = heldOut in dataset.info.splits ? dataset.openSplit(heldOut) : undefined;
  const fromKept = kept !== undefined && kept.size >= count && dataset.split !== heldOut;
  const used = fromKept ? count : 2 * count;
  if (dataset.size < used + 2) {
    const most = Math.floor((dataset.size - 2) / (fromKept ? 1 : 2));
    throw new ConfigInvalidError({
      message: `Setting "evaluation.samples": expected at most ${most} for the ${dataset.size} samples of ${dataset.info.name} that are trained on${kept === undefined ? "" : ` and the ${kept.size} that are held out`}, received ${count}.`,
      hint: `Set evaluation.samples=${most}, or train on more data.`,
    });
  }
  const own = async (from: number, to: number) => (await dataset.slice(from, to)).x;
  return {
    reference: fromKept ? (await kept.slice(0, count)).x : await own(count, 2 * count),
    floor: await own(0, count),
    others: await own(used, Math.min(dataset.size, used + mostOthers)),
  };
}
