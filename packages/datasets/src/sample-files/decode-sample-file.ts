import {
  DatasetInvalidError,
  type NdArray,
  type StoredArray,
  sha256Hex,
  sizeOf,
  toFloat32,
} from "@ganlens/core";
import { assembleSamples } from "./assemble-samples.ts";
import { chooseImages } from "./choose-member.ts";
import { type Companions, companionsOf, labelFile } from "./companions.ts";
import { fileArrays } from "./file-arrays.ts";
import { channelsLast, imageLayout } from "./image-layout.ts";
import {
  defaultMaximumBytes,
  type NamedBytes,
  type SampleFile,
  type SampleFileOptions,
} from "./sample-file.ts";

/**
 * The images in an npz, npy, IDX or safetensors file, with labels and latents where they stand beside them.
 *
 * Works in browsers. Values stay as they are stored: bytes mean 0 to 255; what floats mean is found where it is clear. Shapes
 * `[n, h, w, c]`, `[n, c, h, w]`, `[n, h, w]` and `[n, h · w]` are told apart where they can be.
 *
 * @throws {DatasetInvalidError} when the file is damaged, too large, of another kind, holds fewer than 10 images, or does not
 *   tell its range, layout or size; the hint says which option does
 * @throws {ConfigInvalidError} when `options.images` names an array that is not there
 */
export function decodeSampleFile(file: NamedBytes, options: SampleFileOptions = {}): SampleFile {
  const { maximumBytes = defaultMaximumBytes } = options;
  const arrays = fileArrays(file, maximumBytes);
  const { name: images, array } = chooseImages(arrays, file.name, options);
  const source = images === "" ? file.name : `${images} of ${file.name}`;
  const { shape, channelsFirst, note } = imageLayout(array.shape, options, source);
  assertBounded(array, maximumBytes, source);
  const stored = valuesOf(array, source);
  const data = channelsFirst && shape[3] > 1 ? channelsLast(stored, shape) : stored;
  const [count] = shape;
  const beside = companionsOf(arrays, { images, count, source: file.name });
  const { labels, classes, latents }: Omit<Companions, "notes"> =
    options.labels === undefined ? beside : { ...beside, ...labelFile(options.labels, count, maximumBytes) };
  return assembleSamples(
    {
      dtype: array.dtype,
      source,
      x: { data, shape } as NdArray<Uint8Array> | NdArray<Float32Array>,
      ...(labels === undefined || classes === undefined ? {} : { labels, classes }),
      ...(latents === undefined ? {} : { latents }),
      notes: [
        ...(images === "" || arrays.arrays.size === 1 ? [] : [`The images are the array ${images}.`]),
        ...(note === undefined ? [] : [note]),
        ...(classes === undefined
          ? []
          : [
              `${classes.length} classes: ${classes.slice(0, 20).join(", ")}${classes.length > 20 ? " …" : ""}.`,
            ]),
        ...beside.notes,
      ],
      sha256: sha256Hex(file.bytes),
    },
    options,
  );
}

/** Bytes and truth values as they are, everything else as float32. */
function valuesOf(array: StoredArray, source: string): Uint8Array | Float32Array {
  if (array.data instanceof Uint8Array) return array.data;
  if (array.dtype !== "complex64") return toFloat32(array).data;
  throw new DatasetInvalidError({
    message: `Expected real numbers in ${source}, received complex ones.`,
    hint: "Save their real parts, or whatever is to be looked at.",
  });
}

function assertBounded({ dtype, shape }: StoredArray, maximumBytes: number, source: string): void {
  const bytes = sizeOf(shape) * (dtype === "uint8" || dtype === "bool" ? 1 : 4);
  if (bytes <= maximumBytes) return;
  throw new DatasetInvalidError({
    message: `Expected at most ${maximumBytes} bytes of samples in ${source}, found ${bytes}.`,
    hint: "Save fewer samples, or as bytes (uint8).",
  });
}
