import { wordsOf } from "@ganlens/core";
import { useEffect, useState } from "react";
import { limits } from "./limits.ts";
import type { RunFiles } from "./run-files.ts";

/** A picture of a run as an address that the page can show. */
export interface PictureFile {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** What is known of a picture: nothing yet, the picture, or why there is none. */
export type PictureState =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly picture: PictureFile }
  | { readonly state: "missing"; readonly reason: string };

const loading: PictureState = { state: "loading" };

/** A PNG of the run, as a `blob:` address that lives as long as the view; the one before stays until the next is there. */
export function usePicture(files: RunFiles, path: string | null): PictureState {
  const [picture, setPicture] = useState<PictureState>(loading);
  const etag = path === null ? undefined : files.files.get(path)?.etag;
  // The tag stands for the files: other parts of the run may change without this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (path === null) {
      setPicture(loading);
      return;
    }
    let url: string | null = null;
    let gone = false;
    readPicture(files, path).then(
      (read) => {
        url = read.url;
        if (gone) URL.revokeObjectURL(url);
        else setPicture({ state: "ready", picture: read });
      },
      (error: unknown) => {
        if (!gone) setPicture({ state: "missing", reason: wordsOf(error) });
      },
    );
    return () => {
      gone = true;
      const old = url;
      // Revoked a little later: until then the old picture is still shown.
      if (old !== null) setTimeout(() => URL.revokeObjectURL(old), 2000);
    };
  }, [path, etag]);
  return picture;
}

async function readPicture(files: RunFiles, path: string): Promise<PictureFile> {
  const bytes = await files.readAtMost(path, limits.pictureBytes);
  const isPng = bytes.length > 33 && [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = isPng ? [view.getUint32(16), view.getUint32(20)] : [0, 0];
  if (!isPng || width * height === 0) throw new Error(`${path} is not a PNG.`);
  // A browser shows what there is of a picture that was cut short.
  if (String.fromCharCode(...bytes.subarray(-8, -4)) !== "IEND") throw new Error(`${path} is cut short.`);
  if (width * height * 4 > limits.decodedBytes) {
    throw new Error(`${path} has ${width} × ${height} pixels, more than this page shows.`);
  }
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "image/png" }));
  const image = new Image();
  image.src = url;
  try {
    // Decoded before it is shown, so that nothing flashes.
    await image.decode();
  } catch {
    URL.revokeObjectURL(url);
    throw new Error(`${path} is damaged.`);
  }
  return { url, width, height };
}
