import { DatasetInvalidError, decodeIdx, type NdArray } from "@ganlens/core";

/** The bytes of an IDX file, gzipped or not, and where they come from, for messages. */
export interface IdxFile {
  readonly bytes: Uint8Array;
  readonly source: string;
}

/**
 * Images `[n, height, width, 1 or 3]` and their labels from IDX files of rank 3 (grey) or 4, and of rank 1.
 *
 * @throws {DatasetInvalidError} when a file is damaged, of another rank or type, or the two differ in count
 */
export function idxImages({
  images,
  labels,
}: {
  readonly images: IdxFile;
  readonly labels?: IdxFile | undefined;
}): {
  readonly images: NdArray<Uint8Array>;
  readonly labels?: Uint8Array | Int8Array | Int16Array | Int32Array;
} {
  const pixels = decodeBytes(images);
  const [count = 0, height = 0, width = 0, channels = 1] = pixels.shape;
  const rank = pixels.shape.length;
  if (rank < 3 || rank > 4 || pixels.data.length === 0 || (channels !== 1 && channels !== 3)) {
    throw new DatasetInvalidError({
      message:
        `Expected ${images.source} to hold images of shape [n, height, width] or [n, height, width, 1 or 3], ` +
        `received [${pixels.shape.join(", ")}].`,
      hint: rank === 1 ? "This looks like a file of labels." : "Check which file was named.",
    });
  }
  const shaped = { data: pixels.data, shape: [count, height, width, channels] };
  if (labels === undefined) return { images: shaped };

  const classes = decodeIdx(labels.bytes, { source: labels.source });
  const numbers = classes.data;
  const whole =
    numbers instanceof Uint8Array ||
    numbers instanceof Int8Array ||
    numbers instanceof Int16Array ||
    numbers instanceof Int32Array;
  if (!whole) {
    throw new DatasetInvalidError({
      message: `Expected ${labels.source} to hold whole numbers, received ${classes.dtype}.`,
      hint: "Check which file was named.",
    });
  }
  if (classes.shape.length !== 1 || classes.data.length !== count) {
    throw new DatasetInvalidError({
      message:
        `Expected ${labels.source} to hold one label for each of the ${count} images of ${images.source}, ` +
        `received shape [${classes.shape.join(", ")}].`,
      hint: "Check that the two files belong together.",
    });
  }
  return { images: shaped, labels: numbers };
}

function decodeBytes({ bytes, source }: IdxFile): NdArray<Uint8Array> {
  const { data, dtype, shape } = decodeIdx(bytes, { source });
  if (data instanceof Uint8Array) return { data, shape };
  throw new DatasetInvalidError({
    message: `Expected ${source} to hold unsigned bytes, received ${dtype}.`,
    hint: "Images in IDX files are of type 08.",
  });
}
