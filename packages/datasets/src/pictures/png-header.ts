import { DatasetInvalidError } from "@ganlens/core";
import { exifOrientation, type Orientation } from "./orientation.ts";

/** What the header of a PNG says. */
export interface PngHeader {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly orientation: Orientation;
}

const mostChunks = 100_000;

/** @throws {DatasetInvalidError} when the header is damaged */
export function pngHeader(bytes: Uint8Array): PngHeader {
  if (bytes.length < 33) throw new DatasetInvalidError({ message: "Expected a whole PNG: it is cut off." });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, type] = [view.getUint32(16), view.getUint32(20), bytes[25] as number];
  if (width === 0 || height === 0 || ![0, 2, 3, 4, 6].includes(type)) {
    throw new DatasetInvalidError({ message: "Expected a PNG with sides and a known type of colours." });
  }
  const channels = type === 0 || type === 4 ? 1 : 3;
  return { height, width, channels, orientation: orientationOf(bytes, view) };
}

function orientationOf(bytes: Uint8Array, view: DataView): Orientation {
  let at = 8;
  for (let i = 0; i < mostChunks && at + 12 <= bytes.length; i++) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "eXIf")
      return exifOrientation(bytes.subarray(at + 8, Math.min(at + 8 + length, bytes.length)));
    at += 12 + length;
  }
  return 1;
}
