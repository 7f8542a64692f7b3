import { ConfigInvalidError, RunUnsupportedError, type SubjectRecord } from "@ganlens/core";
import { type Dataset, type DatasetSpec, splitRoles } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { realData } from "@ganlens/interpret";
import { withAbsolutePaths, withTransform } from "@ganlens/training/node";
import type { CliIo } from "../cli-io.ts";
import { dataFromArgument } from "../data/data-from-argument.ts";
import type { PictureOptions } from "../options/picture-options.ts";
import type { SubjectOptions } from "../options/subject-options.ts";

/**
 * Data that a person named: the images of a folder as large as those that they are compared with unless told, a file as large as it may
 * be.
 */
export async function namedData(
  named: string,
  { size, channels, fit, allowLarge }: PictureOptions,
  io: Pick<CliIo, "cwd" | "program">,
  shape?: readonly number[],
): Promise<DatasetSpec> {
  const spec = await dataFromArgument(named, io);
  if (typeof spec === "string") return spec;
  if ("file" in spec && allowLarge === true) return { file: { ...spec.file, allowLarge } };
  if (!("folder" in spec)) return spec;
  const [height, width, depth] = shape ?? [];
  const asDrawn = height === undefined || width === undefined ? undefined : ([height, width] as const);
  const chosen = size ?? asDrawn;
  const colours = channels ?? (depth === 1 || depth === 3 ? depth : undefined);
  return {
    folder: {
      ...spec.folder,
      ...(chosen === undefined ? {} : { size: chosen }),
      ...(colours === undefined ? {} : { channels: colours }),
      ...(fit === undefined ? {} : { fit }),
    },
  };
}

/**
 * The real images beside a generator from elsewhere, as run.json keeps them, opened once so that anything wrong with them is
 * said before the generator is looked at.
 *
 * @throws {ConfigInvalidError} when `--trained-on` or `--held-out` stand without `--data`
 * @throws {DatasetInvalidError} when they cannot be read
 */
export async function realDataOf(
  options: SubjectOptions,
  {
    io,
    shape,
  }: { readonly io: Pick<CliIo, "cwd" | "program" | "signal">; readonly shape?: readonly number[] },
): Promise<
  Pick<SubjectRecord, "data" | "heldOut"> & {
    /** What a person should know of the files. */
    readonly notes: readonly string[];
    /** What belongs into the run, since its answers stand on it. */
    readonly kept: readonly string[];
  }
> {
  const { data, heldOut, trainedOn = "all" } = options;
  if (data === undefined) {
    const without = [
      ...(heldOut === undefined ? [] : ["--held-out"]),
      ...(options.trainedOn === undefined ? [] : ["--trained-on"]),
    ];
    if (without.length === 0) return { notes: [], kept: [] };
    throw new ConfigInvalidError({
      message: `Expected --data beside ${without.join(" and ")}, received none.`,
      hint: "Name the images that the generator was trained on, or others of their kind, with --data.",
    });
  }
  const open = async (named: string) => {
    const spec = withAbsolutePaths(await namedData(named, options, io, shape), io.cwd);
    const dataset = await openDataset(spec, { split: splitRoles(spec).train, signal: io.signal });
    if (shape !== undefined && dataset.info.shape.join() !== shape.join()) {
      throw new RunUnsupportedError({
        message: `Expected real images of the size that the generator draws, ${shape.join(" × ")}, received ${dataset.info.shape.join(" × ")} (${dataset.info.name}).`,
        hint: "Nothing is resized without being asked: name data of that size, or a folder of images, which follow --size and --channels.",
      });
    }
    return {
      dataset,
      record: { source: withTransform(spec, dataset.info.transform), dataset: dataset.info },
    };
  };
  const seen = await open(data);
  const unseen = heldOut === undefined ? undefined : await open(heldOut);
  const openNamed = (name: string, split: string) => openDataset(name, { split, signal: io.signal });
  const { notes: known } = await realData({
    data: seen.dataset,
    trainedOn,
    heldOut: unseen?.dataset,
    openNamed,
  });
  const assumed =
    options.trainedOn === undefined
      ? [
          `It is taken to have been trained on all of ${seen.dataset.info.name}, which was assumed. Say otherwise with --trained-on.`,
        ]
      : [];
  return {
    data: { ...seen.record, trainedOn },
    ...(unseen === undefined ? {} : { heldOut: unseen.record }),
    notes: [...notesOf(seen.dataset), ...(unseen === undefined ? [] : notesOf(unseen.dataset))],
    kept: [...assumed, ...known],
  };
}

function notesOf({ info, notes }: Dataset): readonly string[] {
  return notes.map((note) => `${info.name}: ${note}`);
}
