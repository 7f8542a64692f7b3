import { basename, resolve } from "node:path";
import { ConfigInvalidError, DatasetInvalidError, GanlensError, type NdArray, sizeOf } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import { fitImage } from "@ganlens/datasets";
import { openPictureDecoder } from "@ganlens/datasets/node";
import type { CliIo } from "../cli-io.ts";
import type { PictureOptions } from "../options/picture-options.ts";

/** A picture file is not larger than that. */
const largestFile = 64 * 2 ** 20;

/** Pictures as a generator draws them. */
export interface ReadPictures {
  readonly names: readonly string[];
  /** [n, height, width, channels] in [0, 1] */
  readonly images: NdArray;
}

/**
 * Reads picture files as images of a generator's size; one of another size is refused unless `fit` says what becomes of it.
 *
 * @throws {ConfigInvalidError} when a file is missing or no regular file, or of another size
 * @throws {DatasetInvalidError} when it is no picture
 */
export async function readPictures(
  paths: readonly string[],
  {
    shape,
    fit,
    io,
  }: {
    readonly shape: readonly [number, number, number];
    readonly fit: PictureOptions["fit"];
    readonly io: Pick<CliIo, "cwd">;
  },
): Promise<ReadPictures> {
  const [height, width, channels] = shape;
  if (channels !== 1 && channels !== 3) {
    throw new ConfigInvalidError({
      message: `Expected a generator of 1 or 3 channels for pictures, but this one draws ${shape.join(" × ")}.`,
      hint: "If channels stand first, say --layout nchw.",
    });
  }
  const decoder = await openPictureDecoder();
  const pixels = sizeOf(shape);
  const data = new Float32Array(paths.length * pixels);
  for (const [i, path] of paths.entries()) {
    const bytes = await readRegularFile(resolve(io.cwd, path), {
      maximumBytes: largestFile,
      what: "a picture",
    });
    const picture = await decoder.decode(bytes).catch((cause: unknown) => {
      throw new DatasetInvalidError({
        message: `Cannot read ${path} as a picture: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint:
          (GanlensError.isInstance(cause) ? cause.hint : undefined) ??
          `Pictures are read by ${decoder.name}: ${decoder.formats.join(", ")}.`,
        cause,
      });
    });
    const problem = fit === undefined ? misfit(picture, shape) : undefined;
    if (problem !== undefined) {
      throw new ConfigInvalidError({
        message: `Expected a picture of ${shape.join(" × ")}, as the generator draws them, but ${path} ${problem}.`,
        hint: "Nothing is changed without being asked: say --fit cover, contain or stretch.",
      });
    }
    const fitted = fitImage(picture, {
      size: [height, width],
      channels,
      fit: fit ?? "stretch",
      behind: "white",
    });
    for (let k = 0; k < pixels; k++) data[i * pixels + k] = (fitted.data[k] as number) / 255;
  }
  return { names: paths.map((path) => basename(path)), images: { data, shape: [paths.length, ...shape] } };
}

/** Why a picture is not yet what the generator draws. */
function misfit(
  { data, shape }: NdArray<Uint8Array>,
  [height, width, channels]: readonly [number, number, number],
): string | undefined {
  const [rows = 0, columns = 0, stored = 1] = shape;
  if (rows !== height || columns !== width) return `is ${rows} × ${columns} × ${stored}`;
  const hasAlpha = stored === 2 || stored === 4;
  const colours = hasAlpha ? stored - 1 : stored;
  for (let i = 0; i < data.length; i += stored) {
    if (hasAlpha && data[i + colours] !== 255) return "has transparent pixels";
    if (channels === 1 && colours === 3 && (data[i] !== data[i + 1] || data[i] !== data[i + 2])) {
      return "has colours, where the generator draws grey";
    }
  }
  return undefined;
}
