import type { ArrangedImage } from "../folders/arrange-images.ts";
import type { PictureDecoder, PictureFacts } from "../pictures/picture-decoder.ts";

const longestList = 10;
const mostClassesNamed = 20;

/** The first ten of a list, and how many more there are. */
export function shortList(names: readonly string[], most: number = longestList): string {
  const more = names.length - most;
  return names.slice(0, most).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** The classes that occur, with their numbers of images. */
export function classNote(images: readonly ArrangedImage[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { className } of images) {
    if (className !== undefined) counts.set(className, (counts.get(className) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const named = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} (${count})`);
  return [`${counts.size} classes: ${shortList(named, mostClassesNamed)}.`];
}

/** Said of animations and files of several pages. */
export function framesNote(facts: readonly PictureFacts[]): readonly string[] {
  const several = facts.filter(({ frames }) => frames > 1).length;
  return several === 0 ? [] : [`Of ${several} files with several pictures only the first one is taken.`];
}

/** Said where sharp is missing. */
export function decoderNote({ name, version }: Pick<PictureDecoder, "name" | "version">): readonly string[] {
  return name === "portable"
    ? [
        `sharp is not installed: only PNG and JPEG are read (by the decoder ${name} ${version}), JPEG with slightly other colours than with sharp.`,
      ]
    : [];
}
