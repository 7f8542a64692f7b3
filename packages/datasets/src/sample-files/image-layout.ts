import { DatasetInvalidError, sizeOf, zerosLike } from "@ganlens/core";
import { type FileWords, fileWords } from "./file-words.ts";
import { fewestSamples, type SampleFileOptions } from "./sample-file.ts";

/** How stored numbers are images. */
export interface ImageLayout {
  /** `[n, height, width, channels]`. */
  readonly shape: readonly [number, number, number, number];
  /** Whether channels are stored before height and width. */
  readonly channelsFirst: boolean;
  /** What was concluded, where it could have been otherwise. */
  readonly note?: string;
}

const usualChannels: ReadonlySet<number | undefined> = new Set([1, 3, 4]);
const longestSide = 4096;
const mostChannels = 64;

/**
 * Reads a stored shape as images: `[n, h, w, c]` or `[n, c, h, w]` with 1, 3 or 4 channels, `[n, h, w]` of greys, or rows of
 * height · width numbers.
 *
 * @throws {DatasetInvalidError} when it is none of these, could be read in two ways and `options` do not say which, or holds
 * fewer than 10 images
 */
export function imageLayout(
  stored: readonly number[],
  { meaning = "samples", ...options }: Pick<SampleFileOptions, "layout" | "size" | "meaning">,
  source: string,
): ImageLayout {
  const words = fileWords[meaning];
  const layout = readShape(stored, options, { source, words });
  const [count, height, width, channels] = layout.shape;
  if (count < fewestSamples) {
    throw new DatasetInvalidError({
      message: `Expected at least ${fewestSamples} samples in ${source}, found ${count}.`,
      hint: words.few,
    });
  }
  if (
    Math.min(height, width, channels) < 1 ||
    Math.max(height, width) > longestSide ||
    channels > mostChannels
  ) {
    throw refusal(stored, source, `sides of 1 to ${longestSide} and at most ${mostChannels} channels`);
  }
  return layout;
}

/** What is read, and how messages speak of it. */
interface Place {
  readonly source: string;
  readonly words: FileWords;
}

function readShape(
  stored: readonly number[],
  { layout, size }: Pick<SampleFileOptions, "layout" | "size">,
  { source, words }: Place,
): ImageLayout {
  const [n = 0, a = 0, b = 0, c = 0] = stored;
  if (stored.length === 4) {
    const [first, last] = [usualChannels.has(a), usualChannels.has(c)];
    if (layout === "nchw" || (layout === undefined && first && !last)) {
      return {
        shape: [n, b, c, a],
        channelsFirst: true,
        note: `Channels stand first in [${stored.join(", ")}].`,
      };
    }
    if (layout === "nhwc" || (layout === undefined && last && !first)) {
      return { shape: [n, a, b, c], channelsFirst: false };
    }
    throw refusal(stored, source, "1, 3 or 4 channels in one place", words.layout);
  }
  if (stored.length === 3) {
    if (usualChannels.has(b) && a !== b && layout === undefined) {
      throw refusal(
        stored,
        source,
        "[n, height, width] of greys",
        "This looks like a single picture: save many of them in one array.",
      );
    }
    return { shape: [n, a, b, 1], channelsFirst: false, note: `[${stored.join(", ")}] is read as greys.` };
  }
  if (stored.length === 2) return readRows(stored, { layout, size }, { source, words });
  throw refusal(stored, source, "2 to 4 dimensions");
}

function readRows(
  stored: readonly number[],
  { layout, size }: Pick<SampleFileOptions, "layout" | "size">,
  { source, words }: Place,
): ImageLayout {
  const [n = 0, length = 0] = stored;
  const side = Math.round(Math.sqrt(length));
  if (size === undefined && side * side === length) {
    const note = `Rows of ${length} numbers are read as greys of ${side} × ${side}.`;
    return { shape: [n, side, side, 1], channelsFirst: false, note };
  }
  const third = Math.round(Math.sqrt(length / 3));
  const hint = words.rows(3 * third * third === length ? third : undefined);
  if (size === undefined) throw refusal(stored, source, "rows that are squares", hint);
  const [height, width] = size;
  const channels = length / sizeOf(size);
  if (!usualChannels.has(channels) || (channels > 1 && layout === undefined)) {
    const what = `rows of ${height} × ${width} and 1, 3 or 4 channels${channels > 1 ? " in a known order" : ""}`;
    throw refusal(stored, source, what, hint);
  }
  const note = `Rows of ${length} numbers are read as ${height} × ${width} × ${channels}.`;
  return { shape: [n, height, width, channels], channelsFirst: channels > 1 && layout === "nchw", note };
}

function refusal(
  stored: readonly number[],
  source: string,
  expected: string,
  hint?: string,
): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected images of ${expected} in ${source}, received shape [${stored.join(", ")}].`,
    hint: hint ?? "Save the images as [n, height, width, channels].",
  });
}

/** The same images with channels last. */
export function channelsLast<T extends Uint8Array | Float32Array>(
  data: T,
  [count, height, width, channels]: ImageLayout["shape"],
): T {
  const turned = zerosLike(data, data.length);
  const plane = height * width;
  for (let image = 0; image < count; image++) {
    const start = image * plane * channels;
    for (let channel = 0; channel < channels; channel++) {
      const from = start + channel * plane;
      for (let pixel = 0; pixel < plane; pixel++) {
        turned[start + pixel * channels + channel] = data[from + pixel] as number;
      }
    }
  }
  return turned;
}
