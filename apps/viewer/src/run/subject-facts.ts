import type { NetworkRecord, RunContents } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";

/** Height, width and channels of the run's images; `null` where its samples are no images, or nothing is known of them. */
export function imageShape({ record }: RunContents): readonly [number, number, number] | null {
  const [height, width, channels, ...rest] = record?.subject.shape ?? [];
  return height === undefined || width === undefined || channels === undefined || rest.length > 0
    ? null
    : [height, width, channels];
}

/** The shape of a place that is kept until its image is there; square where nothing is known of the run's images. */
export function placeShape(run: RunContents): readonly number[] {
  return imageShape(run) ?? squarePlace;
}

const squarePlace: readonly number[] = [1, 1, 1];

/** The same at every call, so that nothing is made anew for it. */
const noNames: readonly string[] = [];

/** Names of the classes, where the run's data have any. */
export function classNames({ record }: RunContents): readonly string[] {
  return record?.training?.dataset.classes ?? record?.subject.data?.dataset.classes ?? noNames;
}

/** The name of the real images beside the generator; `null` where there are none. */
export function dataName({ record }: RunContents): string | null {
  const { data, heldOut } = record?.subject ?? {};
  return (record?.training?.dataset ?? data?.dataset ?? heldOut?.dataset)?.name ?? null;
}

/** Where in a checkpoint the generator lies; `null` for runs without one. A folder without a record may have been trained. */
export function generatorRecord({ record }: RunContents): NetworkRecord | null {
  if (record === null) return { folder: "generator", format: "ganlens" };
  return record.subject.generator ?? null;
}

/** Why this run has no generator to draw from, in one sentence; `null` where it has. */
export function whyNoGenerator(contents: RunContents): string | null {
  const { record, checkpoints } = contents;
  if (record?.kind === "samples")
    return "This run holds nothing but samples, so there is no generator to move.";
  if (generatorRecord(contents) === null) {
    return `This run has trained no generator${record?.training === undefined ? "" : `, but what its trainer “${record.training.trainer}” makes`}, so there is nothing to draw from.`;
  }
  if (checkpoints.length > 0) return null;
  return record?.kind === "trained"
    ? "This run has no checkpoint yet, so there is no generator to look at: the first is saved at the start of training."
    : "The generator is not in this folder any more: its checkpoints are missing.";
}

/** "after step 500", "at step 500" of a series; nothing where a generator has no steps. */
export function stepWords({ record }: RunContents, step: number): string {
  if (record?.kind === "imported" || record?.kind === "samples") return "";
  return `${record?.kind === "series" ? "at" : "after"} step ${formatNumber(step)}`;
}
