import { CancelledError, DatasetInvalidError, GanlensError, sizeOf } from "@ganlens/core";
import { type ArrangedImage, arrangeImages } from "../folders/arrange-images.ts";
import { classesOf, splitsOf } from "../folders/arranged-labels.ts";
import {
  dependsOnFiles,
  resolveTransform,
  suggestionSentence,
  transformSentence,
} from "../folders/resolve-transform.ts";
import { unreadableShare } from "../folders/unreadable-share.ts";
import type { PictureFacts } from "../pictures/picture-decoder.ts";
import { fitImage } from "../resize/fit-image.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { fewestImages } from "../samples/fewest-images.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { pictureSettings } from "./picture-settings.ts";
import { assertWithin, type ReadFileOptions } from "./read-file-options.ts";

const mostNamed = 10;

/** A picture of a set, whose bytes are read when they are needed, twice. */
export interface NamedPicture {
  /** With `/` between folders, which are classes and splits as in a folder on disk. */
  readonly path: string;
  /** Where the set itself says the class, in place of the folders. */
  readonly className?: string;
  readonly split?: string;
  /** @throws {DatasetInvalidError} when the bytes are damaged or too many */
  read(): Promise<Uint8Array>;
}

/**
 * Pictures of an archive, or files of a browser, as a data set: the same as a folder on disk of the same files.
 *
 * Classes and splits as {@link arrangeImages} says, unless the pictures have a class of their own; transformed as
 * {@link resolveTransform} and {@link fitImage} say. Up to 5 % unreadable ones are skipped and named in `notes`. Never more than
 * one picture is in memory beside the samples.
 *
 * @throws {DatasetInvalidError} when there are fewer than 200, more cannot be read, or the samples are too large
 * @throws {CancelledError} when the signal aborts
 */
export async function readNamedPictures(
  pictures: readonly NamedPicture[],
  { source, notes = [] }: { readonly source: string; readonly notes?: readonly string[] },
  options: ReadFileOptions,
): Promise<DatasetSamples> {
  const settings = pictureSettings(options.settings);
  const own = pictures.some(({ className, split }) => className !== undefined || split !== undefined);
  const sorted = own ? pictures : [...pictures].sort((a, b) => (a.path < b.path ? -1 : 1));
  const arranged = own
    ? { images: sorted.map(withoutBytes), notes: [] }
    : arrangeImages(
        sorted.map(({ path }) => path),
        source,
      );
  const byPath = new Map(sorted.map((picture) => [picture.path, picture]));
  assertEnough(arranged.images.length, { source, unreadable: [], notes });
  const decoder = await options.decoder();
  const { signal } = options;
  const unreadable = new Map<string, string>();

  async function each<T>(
    work: (bytes: Uint8Array) => Promise<T>,
    use: (image: ArrangedImage, made: T) => void,
  ) {
    for (const image of arranged.images) {
      if (signal?.aborted) throw new CancelledError({ message: `Reading ${source} was stopped.` });
      if (unreadable.has(image.path)) continue;
      try {
        const bytes = await (byPath.get(image.path) as NamedPicture).read();
        use(image, await work(bytes));
      } catch (error) {
        if (!GanlensError.isInstance(error)) throw error;
        unreadable.set(image.path, error.message.replace(/\.$/, ""));
      }
      if (unreadable.size > unreadableShare * arranged.images.length) {
        throw tooManyUnreadable(unreadable, { source, count: arranged.images.length });
      }
    }
  }

  const facts: PictureFacts[] = [];
  await each(
    (bytes) => decoder.inspect(bytes),
    (_, found) => facts.push(found),
  );
  const transform = resolveTransform(settings, facts);
  const width = sizeOf(transform.size) * transform.channels;
  const { maximumBytes } = options;
  assertWithin(facts.length * width, { maximumBytes, what: `bytes of pixels in ${source}` });
  const pixels = new Uint8Array(facts.length * width);
  const kept: ArrangedImage[] = [];
  const hashes: string[] = [];
  await each(
    async (bytes) => ({
      data: fitImage(await decoder.decode(bytes), transform).data,
      hash: options.sha256(bytes),
    }),
    (image, { data, hash }) => {
      pixels.set(data, kept.length * width);
      kept.push(image);
      hashes.push(hash);
    },
  );
  assertEnough(kept.length, { source, unreadable: [...unreadable], notes });
  const { name, version } = decoder;
  return labelledImages({
    name: options.name,
    images: {
      data: pixels.subarray(0, kept.length * width),
      shape: [kept.length, ...transform.size, transform.channels],
    },
    // Folders are classes in the order of their names, wherever they lie.
    ...classesOf(kept, own ? inOrder : undefined),
    ...splitsOf(kept),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes,
    transform,
    decoder: { name, version },
    notes: [
      `${transformSentence(transform)}${dependsOnFiles(settings) ? ` ${suggestionSentence(facts)}` : ""}`,
      ...arranged.notes,
      ...(unreadable.size === 0 ? [] : [`Skipped, since they cannot be read: ${listed([...unreadable])}.`]),
      ...notes,
    ],
  });
}

function withoutBytes({ path, className, split }: NamedPicture): ArrangedImage {
  return {
    path,
    ...(className === undefined ? {} : { className }),
    ...(split === undefined ? {} : { split }),
  };
}

/** Numbers by size, so that 10 comes after 9; everything else by letters. */
function inOrder(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  return numbers && first !== second ? first - second : a < b ? -1 : a > b ? 1 : 0;
}

function listed(unreadable: readonly (readonly [string, string])[]): string {
  const shown = unreadable.slice(0, mostNamed).map(([path, reason]) => `${path} (${reason})`);
  const more = unreadable.length - shown.length;
  return shown.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

function tooManyUnreadable(
  unreadable: ReadonlyMap<string, string>,
  { source, count }: { readonly source: string; readonly count: number },
): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected at most ${unreadableShare * 100} % of the ${count} images in ${source} to be unreadable, found ${listed([...unreadable])}.`,
    hint: "Remove or mend these files.",
  });
}

function assertEnough(
  count: number,
  {
    source,
    unreadable,
    notes,
  }: {
    readonly source: string;
    readonly unreadable: readonly (readonly [string, string])[];
    readonly notes: readonly string[];
  },
): void {
  if (count >= fewestImages) return;
  const others = unreadable.length === 0 ? notes.join(" ") : `These cannot be read: ${listed(unreadable)}.`;
  throw new DatasetInvalidError({
    message: `Expected at least ${fewestImages} images in ${source}, found ${count}. ${others}`.trim(),
    hint: "Too few to learn from and to hold some out: add images.",
  });
}
