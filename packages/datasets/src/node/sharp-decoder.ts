import { DatasetInvalidError, GanlensError, type NdArray } from "@ganlens/core";
import type { Metadata, Sharp } from "sharp";
import { mostPixels, type PictureDecoder, type PictureFacts } from "../pictures/picture-decoder.ts";
import { formatNames, otherFormat, type PictureFormat, pictureFormat } from "../pictures/picture-format.ts";
import { type PlainPng, plainPng } from "./plain-png.ts";

type SharpModule = typeof import("sharp").default;

const formats = Object.keys(formatNames) as PictureFormat[];

/**
 * PNG, JPEG, WebP, AVIF, GIF and TIFF by sharp (libvips); PNGs of the commonest kinds by {@link plainPng}, with the same pixels.
 *
 * A stored orientation is applied; printing inks become R = (255 − C)(255 − K) / 255 and so on, and colour profiles are
 * ignored, which is what Pillow does; 16 bits become 8; a palette of greys is grey.
 *
 * @returns undefined where sharp is not installed or does not run
 */
export async function sharpDecoder(): Promise<PictureDecoder | undefined> {
  let sharp: SharpModule;
  try {
    sharp = (await import("sharp")).default;
  } catch {
    return undefined;
  }
  const open = (bytes: Uint8Array): Sharp =>
    sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", ignoreIcc: true });
  return {
    name: "sharp",
    version: `${sharp.versions.sharp} with libvips ${sharp.versions.vips}`,
    formats,
    inspect: (bytes) =>
      plainly(async () => {
        const plain = plainPng(bytes);
        if (plain !== undefined) return factsOfPlain(plain);
        const format = knownFormat(bytes);
        const metadata = await open(bytes).metadata();
        const facts = factsOf(format, metadata);
        if (metadata.isPalette !== true) return facts;
        // Only its pixels tell what a palette holds.
        const { shape } = await pixelsOf(open(bytes), metadata);
        return shape[2] === 1 ? { ...facts, channels: 1 as const } : facts;
      }),
    decode: (bytes) =>
      plainly(async () => {
        const plain = plainPng(bytes)?.pixels();
        if (plain !== undefined) return plain;
        knownFormat(bytes);
        const metadata = await open(bytes).metadata();
        assertReadable(metadata);
        return pixelsOf(open(bytes).autoOrient(), metadata);
      }),
  };
}

/** Asked before sharp is: it would also draw SVG, which fetches and runs more than a picture should. */
function knownFormat(bytes: Uint8Array): PictureFormat {
  const format = pictureFormat(bytes);
  if (format !== undefined) return format;
  const known = `${Object.values(formatNames).slice(0, -1).join(", ")} or ${formatNames.tiff}`;
  throw new DatasetInvalidError({
    message: `Expected a file of ${known}, received ${otherFormat(bytes)}.`,
    hint: "Convert the file to PNG.",
  });
}

function factsOfPlain({ height, width, channels }: PlainPng): PictureFacts {
  return { format: "png", width, height, channels: channels < 3 ? 1 : 3, frames: 1 };
}

function factsOf(format: PictureFormat, metadata: Metadata): PictureFacts {
  assertReadable(metadata);
  const { width, height } = metadata.autoOrient;
  return { format, width, height, channels: isGrey(metadata) ? 1 : 3, frames: metadata.pages ?? 1 };
}

function isGrey({ space }: Metadata): boolean {
  return space === "b-w" || space === "grey16";
}

function assertReadable({ autoOrient, depth }: Metadata): void {
  if (autoOrient.width * autoOrient.height > mostPixels) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostPixels} pixels, received ${autoOrient.width} × ${autoOrient.height}.`,
      hint: "Make the picture smaller.",
    });
  }
  if (depth === "uchar" || depth === "ushort") return;
  throw new DatasetInvalidError({
    message: `Expected a picture of 8 or 16 bits a value, received one of type ${depth}.`,
    hint: "What its values mean is not known here: save it with 8 bits.",
  });
}

async function pixelsOf(picture: Sharp, metadata: Metadata): Promise<NdArray<Uint8Array>> {
  const inks = metadata.space === "cmyk";
  const deep = metadata.depth === "ushort" && !inks;
  // sharp drops the opacity of greys, so they come as colours.
  const grey = isGrey(metadata) && !metadata.hasAlpha;
  const space = inks ? "cmyk" : grey ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb";
  const pipeline = inks ? picture.pipelineColourspace("cmyk") : picture;
  const { data, info } = await pipeline
    .toColourspace(space)
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  // Of 16 bits the upper 8: libvips would go by way of light, which moves greys by one.
  const bytes = deep
    ? Uint8Array.from(new Uint16Array(new Uint8Array(data).buffer), (value) => value >> 8)
    : new Uint8Array(data);
  const pixels = { data: bytes, shape: [info.height, info.width, info.channels] };
  if (inks) return fromInks(pixels);
  if (isGrey(metadata) && info.channels === 4) return channelsOf(pixels, [0, 3]);
  return metadata.isPalette === true && info.channels === 3 ? greyWhereGrey(pixels) : pixels;
}

function fromInks({ data, shape }: NdArray<Uint8Array>): NdArray<Uint8Array> {
  const [height = 0, width = 0, inks = 4] = shape;
  const colours = new Uint8Array(height * width * 3);
  for (let i = 0; i < height * width; i++) {
    const paper = 255 - (data[inks * i + 3] as number);
    for (let k = 0; k < 3; k++) {
      colours[3 * i + k] = Math.round(((255 - (data[inks * i + k] as number)) * paper) / 255);
    }
  }
  return { data: colours, shape: [height, width, 3] };
}

function greyWhereGrey(pixels: NdArray<Uint8Array>): NdArray<Uint8Array> {
  const { data } = pixels;
  for (let i = 0; i < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return pixels;
  }
  return channelsOf(pixels, [0]);
}

/** Some channels of a picture. */
function channelsOf({ data, shape }: NdArray<Uint8Array>, kept: readonly number[]): NdArray<Uint8Array> {
  const [height = 0, width = 0, channels = 1] = shape;
  const rest = new Uint8Array(height * width * kept.length);
  for (let i = 0; i < height * width; i++) {
    for (const [k, channel] of kept.entries())
      rest[i * kept.length + k] = data[i * channels + channel] as number;
  }
  return { data: rest, shape: [height, width, kept.length] };
}

/** libvips tells everything that it tried, a line each; the first one is the reason. */
async function plainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (GanlensError.isInstance(cause)) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    const reason = said.split("\n", 1)[0] as string;
    throw new DatasetInvalidError({
      message: /pixel limit/.test(reason)
        ? `Expected at most ${mostPixels} pixels, received more.`
        : `Expected a whole picture: ${reason}.`,
      cause,
    });
  }
}
