import { ConfigInvalidError, type RealData, type SampleSet } from "@ganlens/core";
import { type Dataset, splitRoles } from "@ganlens/datasets";
import { datasetSampleSet } from "./dataset-sample-set.ts";
import { joinedSampleSet } from "./joined-sample-set.ts";
import { relabelledSampleSet } from "./relabelled-sample-set.ts";

/** What {@link realData} takes. */
export interface RealDataOptions {
  /** The data, opened at any split. */
  readonly data: Dataset;
  /** What of them the generator was trained on: `all`, or these splits. */
  readonly trainedOn: "all" | readonly string[];
  /** Images that it has not seen, opened at any split; all of them are used. */
  readonly heldOut?: Dataset | undefined;
  /** Opens a named data set, for data that carry their own unseen images. */
  readonly openNamed?: (name: string, split: string) => Promise<Dataset>;
}

/**
 * The two sets that lenses compare with, by what the generator has seen: images that it was trained on are never called unseen.
 *
 * Where the generator was trained on the split that is held out as a rule, and not on the one that is learned from, the two change
 * places. Held-out images are, in this order: those that were given as unseen; those that a named data set knows to be unseen; the
 * held-out split, when the generator was not trained on it. Where there are none of these, the held-out split stands in: the
 * generator has seen it, and it is called so.
 *
 * @throws {ConfigInvalidError} when a split is named that the data do not have, or the held-out images are the same data
 */
export async function realData(
  options: RealDataOptions,
): Promise<RealData & { readonly notes: readonly string[] }> {
  const { data, trainedOn, heldOut, openNamed } = options;
  const { info } = data;
  const roles = splitRoles(info.name);
  const unknown = (trainedOn === "all" ? [] : trainedOn).find((split) => !Object.hasOwn(info.splits, split));
  if (unknown !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected splits of ${info.name} that the generator was trained on, received "${unknown}".`,
      hint: `It has ${Object.keys(info.splits).join(", ")}; or say all.`,
    });
  }
  const split = (name: string): SampleSet => datasetSampleSet(data.openSplit(name));
  const sees = (name: string) =>
    trainedOn === "all" || trainedOn.some((seen) => isWithin(seen, name) || isWithin(name, seen));
  const swapped = sees(roles.heldOut) && !sees(roles.train) && Object.hasOwn(info.splits, roles.train);
  const [learned, kept] = swapped ? [roles.heldOut, roles.train] : [roles.train, roles.heldOut];
  // Copies may be of any image that it has seen.
  const all =
    trainedOn === "all" || [learned, kept].every((name) => trainedOn.some((seen) => isWithin(name, seen)));
  const seenParts = all && Object.hasOwn(info.splits, kept) ? [learned, kept] : [learned];
  const sets = (
    held: SampleSet,
    unseen: boolean,
    words: string,
    { notes = [], isForeign = false }: { readonly notes?: readonly string[]; readonly isForeign?: boolean },
  ) => {
    // Seen images that stand in for held-out ones are not learned from.
    const train = joinedSampleSet((unseen ? seenParts : [learned]).map(split));
    return {
      dataset: info,
      unseen,
      ...(isForeign ? { foreignHeldOut: true as const } : {}),
      heldOutWords: words,
      notes,
      open: async (part: "train" | "held-out") => (part === "train" ? train : held),
    };
  };
  if (heldOut !== undefined) {
    if (heldOut.info.sha256 === info.sha256) {
      throw new ConfigInvalidError({
        message: `Expected held-out images that are not in ${info.name}, received the same data.`,
        hint: "Say which splits the generator was trained on instead: the others are then unseen.",
      });
    }
    const isForeign = heldOut.info.name === roles.unseen?.data;
    const [from, to] = [heldOut.info.classes, info.classes];
    const others = everySplit(heldOut);
    const differ = from !== undefined && to !== undefined && from.join("\n") !== to.join("\n");
    const unknown = differ ? from.filter((name) => !to.includes(name)) : [];
    return sets(
      differ ? relabelledSampleSet(others, { from, to }) : others,
      true,
      isForeign ? roles.unseen.words : "held-out real images",
      {
        isForeign,
        notes:
          unknown.length === 0
            ? []
            : [
                `The held-out images have classes that ${info.name} has not (${unknown.slice(0, 3).join(", ")}): their labels are not used.`,
              ],
      },
    );
  }
  if (!sees(kept)) return sets(split(kept), true, "held-out real images", {});
  if (roles.unseen !== undefined && openNamed !== undefined) {
    const { data: name, split: part, words } = roles.unseen;
    const unseen = datasetSampleSet(await openNamed(name, part));
    return sets(unseen, true, words, {
      isForeign: true,
      notes: [
        `Unseen images are those of ${name}: ${words}. A generator from elsewhere may have been trained on all of the file that ${info.name} was taken from.`,
      ],
    });
  }
  return sets(split(kept), false, "training images", {
    notes: [
      `There are no images that the generator has not seen: it is compared with images that it was trained on (${info.name}), which rewards copying. Pass --held-out to compare with others.`,
    ],
  });
}

/** Whether a split is the other, or a part of it: parts of `b` are `b-1` and `b-2`. */
function isWithin(split: string, whole: string): boolean {
  return split === whole || split.startsWith(`${whole}-`);
}

/** Every image of a data set; where splits lie within others, the larger ones. */
function everySplit(dataset: Dataset): SampleSet {
  const names = Object.keys(dataset.info.splits);
  const outer = names.filter((name) => !names.some((other) => other !== name && isWithin(name, other)));
  return joinedSampleSet(
    outer
      .map((name) => dataset.openSplit(name))
      .filter(({ size }) => size > 0)
      .map((split) => datasetSampleSet(split)),
  );
}
