import { DatasetInvalidError, type NdArray, sha256Hex } from "@ganlens/core";
import type { DecodePicture } from "../pictures/picture-decoder.ts";
import { assembleSamples } from "./assemble-samples.ts";
import {
  defaultMaximumBytes,
  fewestSamples,
  type NamedBytes,
  type SampleFile,
  type SampleFileOptions,
} from "./sample-file.ts";

/** A picture that is read when its turn comes. */
export interface PictureFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** What {@link samplesFromPictures} needs of its surroundings. */
export interface PicturesOptions extends Pick<SampleFileOptions, "range" | "maximumBytes"> {
  readonly decode: DecodePicture;
  /** What the pictures are called together, for messages. */
  readonly source: string;
}

/**
 * Samples that were saved as pictures, one each, in the natural order of their names (2 before 10).
 *
 * All must be of one size: samples of a generator are, and nothing is resized here. Opacity is left out where it is full
 * everywhere, and refused where it is not.
 *
 * @throws {DatasetInvalidError} for fewer than 10 pictures, other sizes, unreadable ones, or too many
 */
export async function samplesFromPictures(
  files: readonly PictureFile[],
  { decode, source, range, maximumBytes = defaultMaximumBytes }: PicturesOptions,
): Promise<SampleFile> {
  if (files.length < fewestSamples) {
    throw new DatasetInvalidError({
      message: `Expected at least ${fewestSamples} pictures in ${source}, found ${files.length}.`,
      hint: "So few say nothing of a generator: save some thousands.",
    });
  }
  const order = new Intl.Collator("en", { numeric: true });
  const sorted = [...files].sort((a, b) => order.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
  const hashes: string[] = [];
  let pixels: Uint8Array | undefined;
  let shape: readonly number[] = [];
  for (const [index, { name, read }] of sorted.entries()) {
    const file = { name, bytes: await read() };
    const picture = opaque(await decodeNamed(file, decode), name);
    if (pixels === undefined) {
      ({ shape } = picture);
      const bytes = sorted.length * picture.data.length;
      if (bytes > maximumBytes) {
        throw new DatasetInvalidError({
          message: `Expected at most ${maximumBytes} bytes of samples in ${source}, found ${bytes}.`,
          hint: "Give a part of them.",
        });
      }
      pixels = new Uint8Array(bytes);
    }
    if (picture.shape.join() !== shape.join()) {
      throw new DatasetInvalidError({
        message: `Expected pictures of one size in ${source}, but ${sorted[0]?.name} is ${shape.join(" × ")} and ${name} is ${picture.shape.join(" × ")}.`,
        hint: "Samples of one generator are of one size: leave out what is none.",
      });
    }
    pixels.set(picture.data, index * picture.data.length);
    hashes.push(sha256Hex(file.bytes));
  }
  const x = { data: pixels as Uint8Array, shape: [sorted.length, ...shape] };
  const sha256 = sha256Hex(new TextEncoder().encode(hashes.join("\n")));
  const notes = ["The samples stand in the natural order of their file names: 2 before 10."];
  const names = sorted.map(({ name }) => name);
  return assembleSamples({ dtype: "uint8", source, x, names, notes, sha256 }, { range });
}

async function decodeNamed({ name, bytes }: NamedBytes, decode: DecodePicture): Promise<NdArray<Uint8Array>> {
  try {
    return await decode(bytes);
  } catch (cause) {
    throw new DatasetInvalidError({
      message: `Cannot read ${name}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Every picture of a folder of samples counts: mend it, or move it away.",
      cause,
    });
  }
}

function opaque({ data, shape }: NdArray<Uint8Array>, name: string): NdArray<Uint8Array> {
  const [height = 0, width = 0, channels = 1] = shape;
  if (channels === 1 || channels === 3) return { data, shape };
  const colours = channels - 1;
  const rest = new Uint8Array(height * width * colours);
  for (let i = 0; i < height * width; i++) {
    if (data[i * channels + colours] !== 255) {
      throw new DatasetInvalidError({
        message: `Expected pictures without transparent pixels, but ${name} has some.`,
        hint: "Save the samples without opacity, or as an npz.",
      });
    }
    for (let k = 0; k < colours; k++) rest[i * colours + k] = data[i * channels + k] as number;
  }
  return { data: rest, shape: [height, width, colours] };
}
