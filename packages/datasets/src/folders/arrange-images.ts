import { DatasetInvalidError } from "@ganlens/core";

/** An image of a folder with what its place says. */
export interface ArrangedImage {
  /** Below the folder, as it was given. */
  readonly path: string;
  readonly className?: string;
  readonly split?: string;
}

/** The images of a folder with their classes and splits; either all have a class or none, and the same for splits. */
export interface ArrangedImages {
  readonly images: readonly ArrangedImage[];
  /** What was concluded from the folders' names, for users. */
  readonly notes: readonly string[];
}

/** Folder names that mean a part of the data, in lower case. */
const splitNames: ReadonlyMap<string, string> = new Map([
  ["train", "train"],
  ["training", "train"],
  ["test", "test"],
  ["testing", "test"],
  ["val", "validation"],
  ["valid", "validation"],
  ["validation", "validation"],
]);

interface Placed {
  readonly path: string;
  readonly folders: readonly string[];
}

/**
 * What the folders say of the images in them.
 *
 * Images lie directly in the folder and have no class, or in sub-folders that are the classes, at any depth below them. Above
 * either, `train` with `test` or `validation` (also `training`, `testing`, `val`, `valid`) are splits. One folder that all lies
 * in is looked through.
 *
 * @param paths below the folder, with `/` between names
 * @throws {DatasetInvalidError} when images lie both beside and in sub-folders
 */
export function arrangeImages(paths: readonly string[], folder: string): ArrangedImages {
  const notes: string[] = [];
  let placed: readonly Placed[] = paths.map((path) => ({ path, folders: path.split("/").slice(0, -1) }));
  for (let only = onlyFolder(placed); only !== undefined; only = onlyFolder(placed)) {
    notes.push(`All images lie in the folder ${only}: it is no class.`);
    const flat = placed.some(({ folders }) => folders.length === 1);
    placed = placed.map(({ path, folders }) => ({ path, folders: flat ? [] : folders.slice(1) }));
  }
  const tops = [...new Set(placed.map(({ folders }) => folders[0] ?? ""))];
  const splitTops = tops.filter((top) => splitNames.has(top.toLowerCase()));
  if (splitTops.length > 1 && splitTops.length === tops.length) return inSplits(placed, folder, notes);
  if (splitTops.length > 0 && tops.length > 1) {
    notes.push(
      `The folders ${splitTops.join(" and ")} stand beside others, so they are classes and no splits.`,
    );
  }
  return { images: withClasses(placed, folder), notes };
}

/** The one folder that all images lie in: as a class it would tell nothing. */
function onlyFolder(placed: readonly Placed[]): string | undefined {
  const only = placed[0]?.folders[0];
  return placed.every(({ folders }) => folders[0] === only) ? only : undefined;
}

function withClasses(placed: readonly Placed[], folder: string): readonly ArrangedImage[] {
  const loose = placed.filter(({ folders }) => folders.length === 0).length;
  if (loose > 0 && loose < placed.length) {
    throw new DatasetInvalidError({
      message: `Expected the images of ${folder} either all in it or all in class sub-folders, found ${loose} in it and ${placed.length - loose} in sub-folders.`,
      hint: "Move the loose images into a class folder of their own, or all images into one folder.",
    });
  }
  // Systems write the same name in different Unicode forms; a folder that moved keeps its classes.
  return placed.map(({ path, folders: [top] }) =>
    top === undefined ? { path } : { path, className: top.normalize("NFC") },
  );
}

function inSplits(placed: readonly Placed[], folder: string, notes: string[]): ArrangedImages {
  const groups = new Map<string, Placed[]>();
  for (const { path, folders } of placed) {
    const split = splitNames.get((folders[0] as string).toLowerCase()) as string;
    const group = groups.get(split) ?? [];
    groups.set(split, group);
    group.push({ path, folders: folders.slice(1) });
  }
  if (!groups.has("train")) {
    notes.push(
      `The folders ${[...groups.keys()].join(" and ")} are taken together: there is no folder train.`,
    );
    return { images: withClasses([...groups.values()].flat(), folder), notes };
  }
  const arranged = [...groups].map(([split, images]) => ({
    split,
    images: withClasses(images, `${folder}/${split}`),
  }));
  const classed = hasClasses(arranged.find(({ split }) => split === "train")?.images ?? []);
  const kept = arranged.filter(({ images }) => !classed || hasClasses(images));
  for (const { split, images } of arranged) {
    if (kept.every((other) => other.split !== split))
      notes.push(
        `The ${images.length} images of ${split} are left out: they have no class folders, those of train do.`,
      );
  }
  const counts = kept.map(({ split, images }) => `${split} (${images.length} images)`);
  if (kept.length > 1) notes.push(`Splits are as the folders say: ${counts.join(", ")}.`);
  return {
    images: kept.flatMap(({ split, images }) =>
      images.map(({ path, className }) => ({
        path,
        ...(classed && className !== undefined ? { className } : {}),
        ...(kept.length > 1 ? { split } : {}),
      })),
    ),
    notes,
  };
}

function hasClasses(images: readonly ArrangedImage[]): boolean {
  return images[0]?.className !== undefined;
}
