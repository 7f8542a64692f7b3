import type { NdArray } from "@ganlens/core";
import type { GroundTruthData, RenderedImages } from "@ganlens/datasets";

/** The same data at half the size, each pixel the mean of two by two: a quarter of the values, where networks are trained. */
export function halved(data: GroundTruthData): GroundTruthData {
  const [height, width, channels] = data.imageShape;
  const imageShape = [Math.floor(height / 2), Math.floor(width / 2), channels] as const;
  return {
    ...data,
    name: `${data.name}-halved`,
    imageShape,
    renderFactors: (factors) => halvedImages(data.renderFactors(factors), imageShape),
  };
}

function halvedImages({ data, shape }: NdArray, to: GroundTruthData["imageShape"]): RenderedImages {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const out = new Float32Array(count * to[0] * to[1] * channels);
  for (let at = 0; at < out.length; at++) {
    const channel = at % channels;
    const column = Math.floor(at / channels) % to[1];
    const line = Math.floor(at / channels / to[1]);
    const [image, row] = [Math.floor(line / to[0]), line % to[0]];
    let sum = 0;
    for (const down of [0, 1]) {
      for (const right of [0, 1]) {
        const pixel = (image * height + 2 * row + down) * width + 2 * column + right;
        sum += data[pixel * channels + channel] as number;
      }
    }
    out[at] = sum / 4;
  }
  return { data: out, shape: [count, ...to] };
}
