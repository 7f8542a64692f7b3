import type { ReferenceArray } from "./reference-array.ts";
import { windowGeometry } from "./window-geometry.ts";

/** The options of a convolution. */
export interface ConvolutionOptions {
  readonly stride: number;
  readonly pad: "same" | "valid" | number;
  readonly dilation?: number;
}

type Visit = (image: number, filter: number, output: number) => void;

/** Calls `visit` with the flat positions of every product of a convolution; returns the shape of the result. */
function visitProducts(
  imageShape: readonly number[],
  filterShape: readonly number[],
  { stride, pad, dilation = 1 }: ConvolutionOptions,
  depthwise: boolean,
  visit: Visit,
): readonly number[] {
  const [batch, height, width, channels] = imageShape as [number, number, number, number];
  const [filterHeight, filterWidth, , last] = filterShape as [number, number, number, number];
  const rows = windowGeometry(height, (filterHeight - 1) * dilation + 1, stride, pad);
  const columns = windowGeometry(width, (filterWidth - 1) * dilation + 1, stride, pad);
  const outChannels = depthwise ? channels * last : last;
  for (let n = 0; n < batch; n++) {
    for (let p = 0; p < rows.count; p++) {
      for (let q = 0; q < columns.count; q++) {
        const output = ((n * rows.count + p) * columns.count + q) * outChannels;
        for (let i = 0; i < filterHeight; i++) {
          const row = rows.first + p * stride + i * dilation;
          if (row < 0 || row >= height) continue;
          for (let j = 0; j < filterWidth; j++) {
            const column = columns.first + q * stride + j * dilation;
            if (column < 0 || column >= width) continue;
            const image = ((n * height + row) * width + column) * channels;
            for (let c = 0; c < channels; c++) {
              const filter = ((i * filterWidth + j) * channels + c) * last;
              for (let k = 0; k < last; k++) {
                visit(image + c, filter + k, output + (depthwise ? c * last + k : k));
              }
            }
          }
        }
      }
    }
  }
  return [batch, rows.count, columns.count, outChannels];
}

function convolve(
  image: ReferenceArray,
  filter: ReferenceArray,
  options: ConvolutionOptions,
  depthwise: boolean,
): ReferenceArray {
  const shape = visitProducts(image.shape, filter.shape, options, depthwise, () => {});
  const data = new Float64Array(shape.reduce((product, length) => product * length, 1));
  visitProducts(image.shape, filter.shape, options, depthwise, (from, by, to) => {
    data[to] = (data[to] as number) + (image.data[from] as number) * (filter.data[by] as number);
  });
  return { shape, data };
}

/** tf.conv2d, NHWC. */
export function referenceConv2d(
  image: ReferenceArray,
  filter: ReferenceArray,
  options: ConvolutionOptions,
): ReferenceArray {
  return convolve(image, filter, options, false);
}

/** tf.depthwiseConv2d, NHWC. */
export function referenceDepthwiseConv2d(
  image: ReferenceArray,
  filter: ReferenceArray,
  options: ConvolutionOptions,
): ReferenceArray {
  return convolve(image, filter, options, true);
}

/** tf.conv2dTranspose, NHWC: what a convolution of an image of shape `outShape` does, backwards. */
export function referenceConv2dTranspose(
  x: ReferenceArray,
  filter: ReferenceArray,
  outShape: readonly number[],
  options: ConvolutionOptions,
): ReferenceArray {
  const data = new Float64Array(outShape.reduce((product, length) => product * length, 1));
  visitProducts(outShape, filter.shape, options, false, (to, by, from) => {
    data[to] = (data[to] as number) + (x.data[from] as number) * (filter.data[by] as number);
  });
  return { shape: outShape, data };
}

/** tf.conv3d, NDHWC, as a sum of 2-D convolutions of its slices in depth. */
export function referenceConv3d(
  image: ReferenceArray,
  filter: ReferenceArray,
  options: ConvolutionOptions,
): ReferenceArray {
  const [batch, depth, ...plane] = image.shape as [number, number, ...number[]];
  const [filterDepth, ...filterPlane] = filter.shape as [number, ...number[]];
  const layers = windowGeometry(depth, filterDepth, options.stride, options.pad);
  const planeSize = plane.reduce((product, length) => product * length, 1);
  const filterSize = filterPlane.reduce((product, length) => product * length, 1);
  const planeOf = (n: number, d: number): ReferenceArray => {
    const start = (n * depth + d) * planeSize;
    return { shape: [1, ...plane], data: image.data.subarray(start, start + planeSize) };
  };
  const results: number[] = [];
  let outPlane: readonly number[] = [];
  for (let n = 0; n < batch; n++) {
    for (let p = 0; p < layers.count; p++) {
      let sum: Float64Array | undefined;
      for (let i = 0; i < filterDepth; i++) {
        const d = layers.first + p * options.stride + i;
        if (d < 0 || d >= depth) continue;
        const part = {
          shape: filterPlane,
          data: filter.data.subarray(i * filterSize, (i + 1) * filterSize),
        };
        const slice = referenceConv2d(planeOf(n, d), part, options);
        outPlane = slice.shape.slice(1);
        const before = sum;
        sum = before === undefined ? slice.data : slice.data.map((value, j) => value + (before[j] as number));
      }
      results.push(...(sum ?? []));
    }
  }
  return { shape: [batch, layers.count, ...outPlane], data: Float64Array.from(results) };
}
