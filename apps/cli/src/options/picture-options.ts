import type { PictureTransform } from "@ganlens/core";
import { InvalidArgumentError, Option } from "commander";

/** What `--size`, `--channels` and `--fit` say, each left to the files where it is left out; and whether a file may be large. */
export interface PictureOptions {
  readonly size?: readonly [height: number, width: number];
  readonly channels?: 1 | 3;
  readonly fit?: PictureTransform["fit"];
  readonly allowLarge?: boolean;
}

/** `--size 32`, `--size 48x64`, `--channels 1|3`, `--fit cover|contain|stretch`: what becomes of a folder of images; `--allow-large`. */
export function pictureOptions(): Readonly<Record<keyof PictureOptions, Option>> {
  return {
    size: new Option(
      "--size <side>",
      "what the images of a folder become: a side, or height x width as in 48x64; 28, 32 or 64, as the files suggest, if left out",
    ).argParser(sides),
    channels: new Option(
      "--channels <n>",
      "1 for grey, 3 for colours; as most of the files have, if left out",
    ).argParser(greyOrColours),
    fit: new Option(
      "--fit <how>",
      "cover cuts out the middle, contain puts bars beside, stretch changes each side on its own; cover, if left out",
    ).choices(["cover", "contain", "stretch"]),
    allowLarge: new Option("--allow-large", "let the samples of a file take more than 1 GiB of memory"),
  };
}

function greyOrColours(text: string): 1 | 3 {
  if (text === "1") return 1;
  if (text === "3") return 3;
  throw new InvalidArgumentError("Expected 1 or 3.");
}

function sides(text: string): readonly [number, number] {
  const match = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError("Expected a side such as 32, or height x width as in 48x64.");
  const height = Number(match[1]);
  return [height, match[2] === undefined ? height : Number(match[2])];
}
