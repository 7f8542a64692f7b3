/** Differences of this size and beyond have the strongest colour. */
export const differenceEnd = 0.5;

/** Values in [0, 1] as opaque pixels; one channel is grey, three are red, green and blue. */
export function imagePixels(data: Float32Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const count = Math.floor(data.length / channels);
  const pixels = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) {
      // A clamped array rounds and clips by itself.
      pixels[4 * i + c] = 255 * (data[i * channels + Math.min(c, channels - 1)] as number);
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** Signed differences, averaged over channels, in the diverging colours of the page's theme. */
export function differencePixels(
  data: Float32Array,
  channels: number,
  element: Element,
): Uint8ClampedArray<ArrayBuffer> {
  const ramp = divergingColours(element);
  const count = Math.floor(data.length / channels);
  const pixels = new Uint8ClampedArray(4 * count);
  for (let i = 0; i < count; i++) {
    let mean = 0;
    for (let c = 0; c < channels; c++) mean += (data[i * channels + c] as number) / channels;
    // What is no number has no colour: the pixel stays clear.
    if (Number.isNaN(mean)) continue;
    const along = Math.min(1, Math.max(0, mean / (2 * differenceEnd) + 0.5)) * (ramp.length - 1);
    const low = ramp[Math.floor(along)] as Colour;
    const high = ramp[Math.ceil(along)] as Colour;
    for (let c = 0; c < 3; c++) {
      pixels[4 * i + c] = (low[c] as number) + (along % 1) * ((high[c] as number) - (low[c] as number));
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** The one minus the other, value by value. */
export function difference(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, i) => value - (other[i] ?? 0));
}

/** The mean of the squared differences. */
export function meanSquared(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += ((one[i] as number) - (other[i] ?? 0)) ** 2;
  return sum / Math.max(1, one.length);
}

type Colour = readonly number[];

/** The nine colours that the palette has given the page, from far below zero to far above. */
function divergingColours(element: Element): readonly Colour[] {
  const style = getComputedStyle(element);
  return Array.from({ length: 9 }, (_, at) => {
    const text = style.getPropertyValue(`--diverging-${at}`).trim();
    return [1, 3, 5].map((from) => Number.parseInt(text.slice(from, from + 2), 16) || 0);
  });
}
