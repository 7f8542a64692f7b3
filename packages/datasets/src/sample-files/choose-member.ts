import { DatasetInvalidError, type StoredArray, unknownNameError } from "@ganlens/core";
import type { FileArrays } from "./file-arrays.ts";
import { fileWords } from "./file-words.ts";
import type { SampleFileOptions } from "./sample-file.ts";

/** Names that people give to images, the strongest first. */
const imageNames: readonly string[] = ["images", "imgs", "samples", "x", "arr_0"];
const latentNames: readonly string[] = ["latents", "latent", "z", "noise", "arr_0"];

/** An array of a file and what it is called there. */
export interface Member {
  readonly name: string;
  readonly array: StoredArray;
}

/**
 * The array that holds the images: the one that is named, the only one of 3 or 4 dimensions, or the one that is called images,
 * imgs, samples, x or arr_0.
 *
 * @throws {ConfigInvalidError} when the named one is not there
 * @throws {DatasetInvalidError} when none or several could be meant, listing all
 */
export function chooseImages(
  file: FileArrays,
  source: string,
  { images: named, meaning = "samples" }: Pick<SampleFileOptions, "images" | "meaning"> = {},
): Member {
  const members = membersOf(file);
  if (named !== undefined) {
    const found = members.find(({ name }) => name === named);
    if (found !== undefined) return found;
    throw unknownNameError({
      what: `array of ${source}`,
      name: named,
      known: members.map(({ name }) => name),
    });
  }
  const only = members.length === 1 ? members[0] : undefined;
  if (only !== undefined) return only;
  const shaped = members.filter(({ array }) => array.shape.length === 3 || array.shape.length === 4);
  const single = shaped.length === 1 ? shaped[0] : undefined;
  const chosen =
    single ??
    firstNamed(shaped, imageNames) ??
    (shaped.length === 0 ? firstNamed(members, imageNames) : undefined);
  if (chosen !== undefined) return chosen;
  throw new DatasetInvalidError({
    message: `Expected one array of images in ${source}, found ${listMembers(members)}.`,
    hint: fileWords[meaning].images,
  });
}

/**
 * The array that holds latents: the only one, or the one that is called latents, latent, z, noise or arr_0.
 *
 * @throws {DatasetInvalidError} when none or several could be meant, listing all
 */
export function chooseLatents(file: FileArrays, source: string): Member {
  const members = membersOf(file);
  const chosen = members.length === 1 ? members[0] : firstNamed(members, latentNames);
  if (chosen !== undefined) return chosen;
  throw new DatasetInvalidError({
    message: `Expected one array of latents in ${source}, found ${listMembers(members)}.`,
    hint: 'Call it "latents".',
  });
}

/** The array of that name, whatever its case. */
export function memberNamed(file: FileArrays, names: readonly string[]): Member | undefined {
  return firstNamed(membersOf(file), names);
}

/** Names and shapes in one line. */
export function listMembers(members: readonly Member[]): string {
  const shown = members.slice(0, 20).map(({ name, array }) => `${name} [${array.shape.join(", ")}]`);
  const more = members.length - shown.length;
  return members.length === 0 ? "none" : shown.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

export function membersOf({ arrays }: FileArrays): readonly Member[] {
  return [...arrays].map(([name, array]) => ({ name, array }));
}

function firstNamed(members: readonly Member[], names: readonly string[]): Member | undefined {
  for (const wanted of names) {
    const found = members.find(({ name }) => name.toLowerCase() === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
