import type { NdArray, PictureTransform } from "@ganlens/core";
import { resize } from "./resize.ts";

/**
 * Any picture as one sample: laid over white or black, made grey if asked (0.299 R + 0.587 G + 0.114 B of the stored values),
 * brought to the shape of `size` as `fit` says, and resized by antialiased bicubic interpolation.
 *
 * `cover` cuts out the largest part of the right shape in the middle; `contain` makes the picture fit whole and
 * puts bars beside it; `stretch` changes the aspect ratio.
 *
 * @param picture bytes, shape `[height, width, channels]`: grey, grey and alpha, RGB, or RGB and alpha
 * @returns shape `[…size, channels]`
 */
export function fitImage(
  picture: NdArray<Uint8Array>,
  { size, channels, fit, behind }: PictureTransform,
): NdArray<Uint8Array> {
  const [height = 0, width = 0] = picture.shape;
  if (height === size[0] && width === size[1] && picture.shape[2] === channels) {
    return { data: new Uint8Array(picture.data), shape: [...size, channels] };
  }
  const background = behind === "white" ? 255 : 0;
  const whole = { height, width };
  const field = fit === "cover" ? middle(whole, size) : whole;
  const flat = laidOver(picture, { channels, field, background });
  const inner = fit === "contain" ? within(whole, size) : size;
  const { data, shape } = resize(
    { data: flat, shape: [field.height, field.width, channels] },
    { size: inner, filter: "bicubic" },
  );
  const bytes = new Uint8Array(data.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.min(255, Math.max(0, Math.round(data[i] as number)));
  return fit === "contain" ? betweenBars({ data: bytes, shape }, size, background) : { data: bytes, shape };
}

type Size = readonly [height: number, width: number];

interface Field {
  readonly height: number;
  readonly width: number;
}

/** The largest field of the shape of a size within a picture, in whole pixels. */
function middle({ height, width }: Field, [toHeight, toWidth]: Size): Field {
  return width * toHeight > height * toWidth
    ? { height, width: Math.max(1, Math.round((height * toWidth) / toHeight)) }
    : { height: Math.max(1, Math.round((width * toHeight) / toWidth)), width };
}

/** The largest size of the shape of a picture within another. */
function within({ height, width }: Field, [toHeight, toWidth]: Size): [number, number] {
  return width * toHeight > height * toWidth
    ? [Math.max(1, Math.round((height * toWidth) / width)), toWidth]
    : [toHeight, Math.max(1, Math.round((width * toHeight) / height))];
}

function betweenBars(
  { data, shape }: NdArray<Uint8Array>,
  [toHeight, toWidth]: Size,
  background: number,
): NdArray<Uint8Array> {
  const [height = 0, width = 0, channels = 1] = shape;
  const top = Math.floor((toHeight - height) / 2);
  const left = Math.floor((toWidth - width) / 2);
  const all = new Uint8Array(toHeight * toWidth * channels).fill(background);
  for (let row = 0; row < height; row++) {
    const from = row * width * channels;
    all.set(data.subarray(from, from + width * channels), ((row + top) * toWidth + left) * channels);
  }
  return { data: all, shape: [toHeight, toWidth, channels] };
}

/** The middle of a picture over a background, as floats. */
function laidOver(
  { data, shape }: NdArray<Uint8Array>,
  { channels, field, background }: { channels: 1 | 3; field: Field; background: number },
): Float32Array {
  const [height = 0, width = 0, stored = 1] = shape;
  const hasAlpha = stored === 2 || stored === 4;
  const colours = hasAlpha ? stored - 1 : stored;
  const flat = new Float32Array(field.height * field.width * channels);
  const top = Math.floor((height - field.height) / 2);
  const left = Math.floor((width - field.width) / 2);
  for (let i = 0; i < field.height * field.width; i++) {
    const row = Math.floor(i / field.width) + top;
    const at = (row * width + (i % field.width) + left) * stored;
    const opacity = hasAlpha ? (data[at + colours] as number) / 255 : 1;
    const through = background * (1 - opacity);
    const red = (data[at] as number) * opacity + through;
    const green = colours === 1 ? red : (data[at + 1] as number) * opacity + through;
    const blue = colours === 1 ? red : (data[at + 2] as number) * opacity + through;
    if (channels === 3) {
      flat[3 * i] = red;
      flat[3 * i + 1] = green;
      flat[3 * i + 2] = blue;
    } else {
      flat[i] = colours === 1 ? red : 0.299 * red + 0.587 * green + 0.114 * blue;
    }
  }
  return flat;
}
