import { DatasetInvalidError } from "@ganlens/core";
import { exifOrientation, type Orientation } from "./orientation.ts";

/** What stands before the pixels of a JPEG. */
export interface JpegHeader {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 colours, 4 printing inks. */
  readonly components: number;
  readonly bits: number;
  /** True when three components are red, green and blue themselves, not brightness and two differences. */
  readonly rgb: boolean;
  readonly orientation: Orientation;
}

/** Frames, by their marker; the others of C0…CF are tables. */
const frameMarkers: ReadonlySet<number> = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/**
 * Reads the segments of a JPEG up to its frame.
 *
 * Colours are told as libjpeg tells them: JFIF means YCbCr, else Adobe's marker says which (transform 0 is RGB), else
 * components that are called R, G and B are just that.
 *
 * @throws {DatasetInvalidError} when there is no frame, or a segment leads outside
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let jfif = false;
  let adobe: number | undefined;
  let orientation: Orientation = 1;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged("a marker is missing");
    const marker = bytes[at + 1] as number;
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      const length = view.getUint16(at + 2);
      const segment = bytes.subarray(at + 4, at + 2 + length);
      if (length < 2 || segment.length !== length - 2) throw damaged("it is cut off in its header");
      if (marker === 0xe0 && begins(segment, "JFIF\0")) jfif = true;
      if (marker === 0xee && begins(segment, "Adobe") && segment.length >= 12) adobe = segment[11];
      if (marker === 0xe1 && begins(segment, "Exif\0\0")) orientation = exifOrientation(segment.subarray(6));
      if (frameMarkers.has(marker)) return frame(segment, { jfif, adobe, orientation });
      if (marker === 0xda || marker === 0xd9) break;
      at += 2 + length;
    }
  }
  throw damaged("it holds no frame");
}

function frame(
  segment: Uint8Array,
  { jfif, adobe, orientation }: { jfif: boolean; adobe: number | undefined; orientation: Orientation },
): JpegHeader {
  const components = segment[5] ?? 0;
  if (segment.length < 6 + 3 * components || components === 0) throw damaged("its frame is cut off");
  const names = String.fromCharCode(...[6, 9, 12].map((at) => segment[at] ?? 0));
  const rgb = components === 3 && !jfif && (adobe === undefined ? names === "RGB" : adobe === 0);
  const two = (at: number) => (segment[at] as number) * 256 + (segment[at + 1] as number);
  const [height, width] = [two(1), two(3)];
  if (height === 0 || width === 0) throw damaged("its frame has no height or width");
  return { height, width, components, bits: segment[0] as number, rgb, orientation };
}

function begins(segment: Uint8Array, text: string): boolean {
  return Array.from(text).every((letter, i) => segment[i] === letter.charCodeAt(0));
}

function damaged(what: string): DatasetInvalidError {
  return new DatasetInvalidError({ message: `Expected a whole JPEG, but ${what}.` });
}
