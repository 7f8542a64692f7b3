import type { Canvas } from "./fill-polygon.ts";
import type { RenderedImages } from "./ground-truth-data.ts";
import type { Colour } from "./hue.ts";

/** What stands in an image of three channels: the ground, and each part that lies on it. */
export interface PartColours {
  readonly ground: Colour;
  readonly parts: readonly Colour[];
}

/** Images of parts that lie over each other, the last one on top. */
export interface PartsToRender {
  readonly count: number;
  /** Height and width in px. */
  readonly size: number;
  readonly channels: 1 | 3;
  /** Number of parts. */
  readonly parts: number;
  /** Draws the coverage of each part of image `index` into a canvas of its own, all 0 before; colours where there are channels for them. */
  readonly draw: (index: number, canvases: readonly Canvas[]) => PartColours | undefined;
}

/**
 * Images from the coverage of their parts: of a pixel, a part shows what it adds to the largest coverage of those above it. That is
 * the exact area where parts lie within each other or apart, which is how they must be drawn.
 *
 * Grey images hold the coverage of all, white on black; others mix the colours by the areas that show.
 */
export function renderParts({ count, size, channels, parts, draw }: PartsToRender): RenderedImages {
  const plane = size * size;
  const data = new Float32Array(count * plane * channels);
  const masks = new Uint8Array(count * parts * plane);
  const coverage = new Float32Array(parts * plane);
  const canvases = Array.from({ length: parts }, (_, part): Canvas => {
    return { data: coverage, offset: part * plane, width: size, height: size };
  });
  for (let i = 0; i < count; i++) {
    coverage.fill(0);
    const colours = draw(i, canvases);
    for (let pixel = 0; pixel < plane; pixel++) {
      const at = (i * plane + pixel) * channels;
      let covered = 0;
      // Rounded from the top down, so that all parts together are never more than the whole.
      let counted = 0;
      for (let part = parts - 1; part >= 0; part--) {
        const own = coverage[part * plane + pixel] as number;
        if (own <= covered) continue;
        const [shown, above] = [own - covered, counted];
        covered = own;
        counted = Math.round(255 * covered);
        masks[(i * parts + part) * plane + pixel] = counted - above;
        if (colours !== undefined) add(data, at, colours.parts[part] as Colour, shown);
      }
      if (colours === undefined) data[at] = covered;
      else add(data, at, colours.ground, 1 - covered);
    }
  }
  return {
    data,
    shape: [count, size, size, channels],
    masks: { data: masks, shape: [count, parts, size, size] },
  };
}

function add(data: Float32Array, at: number, [red, green, blue]: Colour, share: number): void {
  data[at] = (data[at] as number) + share * red;
  data[at + 1] = (data[at + 1] as number) + share * green;
  data[at + 2] = (data[at + 2] as number) + share * blue;
}
