import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import { sharpDecoder } from "./sharp-decoder.ts";

/** sharp where it is installed, else {@link portableDecoder}: PNG and JPEG only. */
export async function openPictureDecoder(): Promise<PictureDecoder> {
  return (await sharpDecoder()) ?? portableDecoder;
}
