import {
  canonicalJson,
  type DatasetInfo,
  DatasetInvalidError,
  type NdArray,
  sha256Hex,
  sizeOf,
} from "@ganlens/core";
import type { DatasetSamples } from "./dataset-samples.ts";
import { heldOutOfFolders } from "./held-out-of-folders.ts";
import { idsInOrder } from "./ids-in-order.ts";
import { rowsByHash, type SplitPart, splitByHash } from "./split-by-hash.ts";

/** What {@link labelledImages} makes a data set from. */
export interface LabelledImages {
  readonly name: string;
  /** Shape `[n, height, width, channels]`. */
  readonly images: NdArray<Uint8Array> | NdArray<Float32Array>;
  /** The value that means white: 255 unless told. */
  readonly maximum?: number;
  /** Class of each image, an index into `classes`. */
  readonly labels?: ArrayLike<number>;
  readonly classes?: readonly string[];
  readonly parts: readonly SplitPart[];
  readonly licence: string;
  /** One SHA-256 per image, left out, that of its bytes in `images`. */
  readonly hashes?: readonly string[];
  /** The split of each image where the data come divided; `parts` is not asked then. */
  readonly splitNames?: readonly string[];
  /** What was done to files; then `hashes` are those of the files' bytes, and sameness is that of both. */
  readonly transform?: DatasetInfo["transform"];
  readonly decoder?: DatasetInfo["decoder"];
  /** Stands for the whole in place of the hash over `hashes`: of files, that of their bytes and of how they are read. */
  readonly sha256?: string;
  readonly notes?: readonly string[];
}

/**
 * A data set of images whose ids, splits and hash depend on what the images hold and never on their order.
 *
 * An id is `<name>/<first 12 digits of the image's SHA-256>`, with `-2`, `-3` … for copies.
 *
 * @throws {DatasetInvalidError} when there are no images, their count is not that of the labels, a label has no class, or
 * a value is above `maximum`
 */
export function labelledImages(from: LabelledImages): DatasetSamples {
  const { images, maximum = 255 } = from;
  const [count = 0, ...shape] = images.shape;
  const width = sizeOf(shape);
  assertSound(from, count);

  const hashes =
    from.hashes ??
    Array.from({ length: count }, (_, i) =>
      sha256Hex(bytesOf(images.data.subarray(i * width, (i + 1) * width))),
    );
  return { ...samplesWithoutImages({ ...from, hashes, shape }), x: images, maximum };
}

/** All of {@link labelledImages} but the images themselves: what `hashes`, labels and names decide. */
export function samplesWithoutImages(
  from: Omit<LabelledImages, "images" | "hashes"> & {
    readonly hashes: readonly string[];
    /** Of one image. */
    readonly shape: readonly number[];
  },
): Omit<DatasetSamples, "x" | "maximum"> {
  const { name, hashes, shape, maximum = 255, labels, classes } = from;
  const order = rowsByHash(hashes, labels);
  const divided =
    from.splitNames === undefined
      ? { splits: splitByHash({ hashes, labels, parts: from.parts }), notes: [] }
      : heldOutOfFolders({ hashes, order, splitNames: from.splitNames });
  const { splits } = divided;
  const digest = () => [
    from.transform === undefined ? `${shape.join("×")} ${maximum}` : canonicalJson(from.transform),
    ...order.map((row) => `${hashes[row]} ${placeOf(from, row)}`),
  ];

  return {
    info: {
      name,
      kind: "image",
      shape,
      ...(classes === undefined ? {} : { classes }),
      ...(classes === undefined || labels === undefined
        ? {}
        : { classCounts: countsOf(labels, classes.length) }),
      splits: Object.fromEntries(Object.entries(splits).map(([split, rows]) => [split, rows.length])),
      licence: from.licence,
      sha256: from.sha256 ?? sha256Hex(new TextEncoder().encode(digest().join("\n"))),
      ...(from.transform === undefined ? {} : { transform: from.transform }),
      ...(from.decoder === undefined ? {} : { decoder: from.decoder }),
    },
    ids: idsInOrder(name, hashes, order),
    ...(labels === undefined ? {} : { labels: Int32Array.from(labels) }),
    splits,
    notes: [...(from.notes ?? []), ...divided.notes],
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function countsOf(labels: ArrayLike<number>, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of Array.from(labels)) counts[label] = (counts[label] as number) + 1;
  return counts;
}

/** Class and split as they count for sameness: of files by name, so that a class that is renamed is another one. */
function placeOf(
  { transform, labels, classes, splitNames }: Omit<LabelledImages, "images">,
  row: number,
): string {
  const label = labels?.[row];
  if (transform === undefined) return `${label ?? ""}`;
  return JSON.stringify([label === undefined ? null : (classes?.[label] ?? null), splitNames?.[row] ?? null]);
}

function assertSound({ name, images, maximum = 255, labels, classes }: LabelledImages, count: number): void {
  if (count === 0) throw new DatasetInvalidError({ message: `Expected images in ${name}, found none.` });
  if (labels !== undefined && labels.length !== count) {
    throw new DatasetInvalidError({
      message: `Expected one label for each of the ${count} images of ${name}, received ${labels.length} labels.`,
      hint: "Check that the two files belong together.",
    });
  }
  const stray =
    labels === undefined ? -1 : Array.from(labels).findIndex((label) => label >= (classes?.length ?? 0));
  if (stray !== -1) {
    throw new DatasetInvalidError({
      message: `Expected labels of ${name} below ${classes?.length ?? 0}, received ${labels?.[stray]} at ${stray}.`,
    });
  }
  const bounded = images.data instanceof Uint8Array && maximum >= 255;
  const brighter = bounded ? -1 : images.data.findIndex((value) => !(value >= 0 && value <= maximum));
  if (brighter !== -1) {
    throw new DatasetInvalidError({
      message: `Expected pixels of ${name} within 0…${maximum}, received ${images.data[brighter]}.`,
    });
  }
}
