/** A PNG that can be put into a page. */
export interface PngPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const largest = 16 * 2 ** 20;

/** The picture as a `data:` URL with its size, or the reason why it cannot be shown. */
export function pngPicture(bytes: Uint8Array): PngPicture | { readonly reason: string } {
  if (bytes.length > largest) return { reason: "the file is larger than 16 MiB" };
  if (bytes.length < 45 || signature.some((byte, at) => bytes[at] !== byte))
    return { reason: "the file is not a PNG" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0) return { reason: "the PNG has no pixels" };
  // Every PNG ends with an empty IEND chunk: length, name, checksum.
  if (view.getUint32(bytes.length - 8) !== 0x49454e44) return { reason: "the PNG is cut short" };
  return { url: `data:image/png;base64,${base64(bytes)}`, width, height };
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return btoa(parts.join(""));
}
