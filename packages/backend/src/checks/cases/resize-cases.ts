import type * as tf from "@tensorflow/tfjs";
import { caseInput, type OperationCase } from "../operation-case.ts";
import {
  at,
  mapElements,
  type ReferenceArray,
  referenceArray,
  select,
} from "../reference/reference-array.ts";
import { type ResizeOptions, referenceResizeBilinear, referenceResizeNearest } from "../reference/resize.ts";

const modes = [
  { name: "", alignCorners: false, halfPixelCenters: false },
  { name: ", half pixel", alignCorners: false, halfPixelCenters: true },
  { name: ", aligned corners", alignCorners: true, halfPixelCenters: false },
] as const;
const sizes: readonly (readonly [number, number])[] = [
  [8, 10],
  [7, 9],
  [2, 3],
];

const resizes: readonly OperationCase[] = (["resizeBilinear", "resizeNearestNeighbor"] as const).flatMap(
  (operation) =>
    sizes.flatMap((size) =>
      modes.map(({ name, ...mode }): OperationCase => {
        const options: ResizeOptions = { size, ...mode };
        return {
          operation,
          variant: `4×5 to ${size[0]}×${size[1]}${name}`,
          inputs: [caseInput([2, 4, 5, 2])],
          run: (t, x) =>
            t.image[operation](x as tf.Tensor4D, [...size], mode.alignCorners, mode.halfPixelCenters),
          reference: (x) =>
            operation === "resizeBilinear"
              ? referenceResizeBilinear(x, options)
              : referenceResizeNearest(x, options),
        };
      }),
    ),
);

const boxes = [
  [0.1, 0.2, 0.8, 0.88],
  [-0.2, 0, 0.7, 1.3],
  [0.9, 0.83, 0.2, 0.12],
] as const;
const boxImages = [1, 0, 1] as const;

function crop(image: ReferenceArray, method: "bilinear" | "nearest"): ReferenceArray {
  const [, height, width] = image.shape as [number, number, number, number];
  return referenceArray([3, 3, 4, 2], (index) => {
    const [b, p, q, c] = index as [0 | 1 | 2, number, number, number];
    const [y1, x1, y2, x2] = boxes[b];
    const y = y1 * (height - 1) + (p * (y2 - y1) * (height - 1)) / 2;
    const x = x1 * (width - 1) + (q * (x2 - x1) * (width - 1)) / 3;
    if (y < 0 || y > height - 1 || x < 0 || x > width - 1) return 0;
    const n = boxImages[b];
    if (method === "nearest") return at(image, [n, Math.round(y), Math.round(x), c]);
    return readBilinear(image, n, y, x, c);
  });
}

/** Between the four nearest pixels; what lies outside is 0. */
function readBilinear(image: ReferenceArray, n: number, y: number, x: number, c: number): number {
  const [, height, width] = image.shape as [number, number, number, number];
  const [top, left] = [Math.floor(y), Math.floor(x)];
  let sum = 0;
  for (const [row, column] of [
    [top, left],
    [top, left + 1],
    [top + 1, left],
    [top + 1, left + 1],
  ] as const) {
    if (row < 0 || row >= height || column < 0 || column >= width) continue;
    sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) * at(image, [n, row, column, c]);
  }
  return sum;
}

const warps = [
  [0.9, 0.2, 0.33, -0.1, 1.1, -0.43, 0, 0],
  [1.2, -0.3, 0.53, 0.4, 0.8, -0.93, 0.02, -0.01],
] as const;

function warp(image: ReferenceArray, interpolation: "bilinear" | "nearest"): ReferenceArray {
  const [, height, width] = image.shape as [number, number, number, number];
  return referenceArray(image.shape, (index) => {
    const [n, p, q, c] = index as [0 | 1, number, number, number];
    const [a0, a1, a2, b0, b1, b2, c0, c1] = warps[n];
    const scale = c0 * q + c1 * p + 1;
    const x = (a0 * q + a1 * p + a2) / scale;
    const y = (b0 * q + b1 * p + b2) / scale;
    if (interpolation === "bilinear") return readBilinear(image, n, y, x, c);
    const [row, column] = [Math.round(y), Math.round(x)];
    return row < 0 || row >= height || column < 0 || column >= width ? 0 : at(image, [n, row, column, c]);
  });
}

const both = ["bilinear", "nearest"] as const;

/** Changes of size and place of images. */
export const resizeCases: readonly OperationCase[] = [
  ...resizes,
  ...both.map(
    (method): OperationCase => ({
      operation: "image.cropAndResize",
      variant: method,
      inputs: [caseInput([2, 5, 6, 2])],
      run: (t, x) =>
        t.image.cropAndResize(
          x as tf.Tensor4D,
          t.tensor2d(boxes.map((box) => [...box])),
          t.tensor1d([...boxImages], "int32"),
          [3, 4],
          method,
          0,
        ),
      reference: (x) => crop(x, method),
    }),
  ),
  ...both.map(
    (interpolation): OperationCase => ({
      operation: "image.transform",
      variant: interpolation,
      inputs: [caseInput([2, 5, 6, 2])],
      run: (t, x) =>
        t.image.transform(
          x as tf.Tensor4D,
          t.tensor2d(warps.map((row) => [...row])),
          interpolation,
          "constant",
          0,
        ),
      reference: (x) => warp(x, interpolation),
    }),
  ),
  {
    operation: "depthToSpace",
    variant: "",
    inputs: [caseInput([2, 2, 3, 8])],
    run: (t, x) => t.depthToSpace(x as tf.Tensor4D, 2, "NHWC"),
    reference: (x) =>
      select(x, [2, 4, 6, 2], (index) => {
        const [n, p, q, c] = index as [number, number, number, number];
        return [n, p >> 1, q >> 1, ((p & 1) * 2 + (q & 1)) * 2 + c];
      }),
  },
  {
    operation: "spaceToBatchND",
    variant: "",
    inputs: [caseInput([2, 4, 3, 2])],
    run: (t, x) =>
      t.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 0],
          [1, 0],
        ],
      ),
    reference: (x) =>
      select(x, [8, 2, 2, 2], (index) => {
        const [b, p, q, c] = index as [number, number, number, number];
        const [block, n] = [Math.floor(b / 2), b % 2];
        const column = q * 2 + (block % 2) - 1;
        return column < 0 ? null : [n, p * 2 + Math.floor(block / 2), column, c];
      }),
  },
  ...(["reflect", "symmetric"] as const).map(
    (mode): OperationCase => ({
      operation: "mirrorPad",
      variant: mode,
      inputs: [caseInput([2, 4, 3, 2])],
      run: (t, x) =>
        t.mirrorPad(
          x,
          [
            [0, 0],
            [2, 1],
            [1, 2],
            [0, 0],
          ],
          mode,
        ),
      reference: (x) => {
        const mirrored = (i: number, length: number) => {
          const offset = mode === "reflect" ? 0 : 1;
          if (i < 0) return -i - offset;
          return i >= length ? 2 * length - 2 - i + offset : i;
        };
        return select(x, [2, 7, 6, 2], (index) => {
          const [n, p, q, c] = index as [number, number, number, number];
          return [n, mirrored(p - 2, 4), mirrored(q - 1, 3), c];
        });
      },
    }),
  ),
  {
    operation: "pad",
    variant: "",
    inputs: [caseInput([3, 4])],
    run: (t, x) =>
      t.pad(
        x,
        [
          [1, 2],
          [0, 1],
        ],
        0.5,
      ),
    reference: (x) => {
      const moved = mapElements(x, (value) => value - 0.5);
      const padded = select(moved, [6, 5], (index) => {
        const [i, j] = index as [number, number];
        return i < 1 || i > 3 || j > 3 ? null : [i - 1, j];
      });
      return mapElements(padded, (value) => value + 0.5);
    },
  },
];
