import { ConfigInvalidError, type NdArray, Random, sha256Hex } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { colourShapes } from "./colour-shapes.ts";
import { type DigitLine, digitLines } from "./digit-lines.ts";
import { digitsStrokes } from "./digits-strokes.ts";
import { drawStroke } from "./draw-stroke.ts";
import { factorValues } from "./factor-values.ts";
import type { GroundTruthData } from "./ground-truth-data.ts";
import { colourOfHue } from "./hue.ts";
import { shapes } from "./shapes.ts";
import { spriteShapes } from "./sprite-shapes.ts";
import { sprites } from "./sprites.ts";

/** Points along each side of a pixel that are asked whether they are inside. */
const finer = 16;

/** The share of such points in each pixel that lie inside, by even-odd crossing: another method than the one that draws. */
function supersampled(size: number, inside: (x: number, y: number) => boolean): Float64Array {
  const out = new Float64Array(size * size);
  for (let pixel = 0; pixel < out.length; pixel++) {
    for (let k = 0; k < finer * finer; k++) {
      const x = (pixel % size) + ((k % finer) + 0.5) / finer;
      const y = Math.floor(pixel / size) + (Math.floor(k / finer) + 0.5) / finer;
      if (inside(x, y)) out[pixel] = (out[pixel] as number) + 1 / finer ** 2;
    }
  }
  return out;
}

const within = (xs: readonly number[], ys: readonly number[]) => (x: number, y: number) => {
  let crossed = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const [ax, ay, bx, by] = [xs[i], ys[i], xs[j], ys[j]] as [number, number, number, number];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) crossed = !crossed;
  }
  return crossed;
};

function turnedInside(
  { xs, ys }: { readonly xs: readonly number[]; readonly ys: readonly number[] },
  { scale, rotation, x, y }: { scale: number; rotation: number; x: number; y: number },
) {
  const ask = within(xs, ys);
  const angle = (-rotation * Math.PI) / 180;
  return (px: number, py: number) => {
    const [dx, dy] = [(px - x) / scale, (py - y) / scale];
    return ask(dx * Math.cos(angle) - dy * Math.sin(angle), dx * Math.sin(angle) + dy * Math.cos(angle));
  };
}

function planesOf({ data, shape }: NdArray<Uint8Array>, image: number): Uint8Array[] {
  const [, parts = 0, height = 0, width = 0] = shape;
  return Array.from({ length: parts }, (_, part) =>
    data.subarray((image * parts + part) * height * width, (image * parts + part + 1) * height * width),
  );
}
const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] as number))), 0);
const bytesHash = ({ data }: NdArray<Float32Array>): string => sha256Hex(new Uint8Array(data.slice().buffer));

const all: readonly GroundTruthData[] = [
  ...[16, 28, 64].flatMap((size) => [sprites({ size }), digitsStrokes({ size }), shapes({ size })]),
  sprites({ size: 20, channels: 3 }),
  digitsStrokes({ size: 33, channels: 3 }),
];

describe.each(all.map((data) => [data.name, data] as const))("%s", (_, data) => {
  const [height, width, channels] = data.imageShape;
  const drawn = data.sample(60, Random.fromSeed(7));

  it("has a mask for each part, that with the ground makes up every pixel", () => {
    const { images } = drawn;
    const masks = images.masks as NdArray<Uint8Array>;
    expect(images.shape).toEqual([60, height, width, channels]);
    expect(masks.shape).toEqual([60, data.parts?.length, height, width]);
    for (let i = 0; i < 60; i++) {
      const planes = planesOf(masks, i);
      const sums = Array.from({ length: height * width }, (_, at) =>
        planes.reduce((sum, plane) => sum + (plane[at] as number), 0),
      );
      expect(Math.max(...sums)).toBeLessThanOrEqual(255);
      if (channels === 1) {
        const pixels = images.data.subarray(i * height * width, (i + 1) * height * width);
        expect(sums).toEqual(Array.from(pixels, (value) => Math.round(255 * value)));
      }
    }
  });

  it("samples what rendering the same factors gives, and stays within the image and [0, 1]", () => {
    const factors = data.sampleFactors(60, Random.fromSeed(7));
    expect(drawn.factors).toEqual(factors);
    expect(bytesHash(drawn.images)).toBe(bytesHash(data.renderFactors(factors)));
    expect(drawn.images.data.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
  });
});

it("keeps the images of 28 px what they were, and draws the same forms larger", () => {
  expect(bytesHash(sprites().sample(50, Random.fromSeed(1)).images)).toBe(
    bytesHash(sprites({ size: 28, channels: 1 }).sample(50, Random.fromSeed(1)).images),
  );
  for (const make of [sprites, digitsStrokes]) {
    const [small, large] = [28, 56].map((size) => make({ size }).sample(40, Random.fromSeed(2)).images) as [
      NdArray,
      NdArray,
    ];
    const halved = Float32Array.from({ length: small.data.length }, (_, at) => {
      const [image, row, column] = [Math.floor(at / 784), Math.floor((at % 784) / 28), at % 28];
      const from = image * 56 * 56 + 2 * row * 56 + 2 * column;
      return [0, 1, 56, 57].reduce((sum, k) => sum + (large.data[from + k] as number), 0) / 4;
    });
    // Strokes are exact at straight edges along the pixels only, so that finer pixels come nearer to the truth.
    expect(farthest(small.data, halved)).toBeLessThan(make === sprites ? 1e-5 : 0.35);
    const off = small.data.reduce((sum, value, i) => sum + Math.abs(value - (halved[i] as number)), 0);
    expect(off / small.data.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.03);
  }
});

it("covers what points inside say: sprites and shapes exactly, with their discs", () => {
  for (const [data, forms] of [
    [sprites({ size: 24 }), spriteShapes],
    [shapes({ size: 32 }), colourShapes],
  ] as const) {
    const size = data.imageShape[0];
    const { factors, images } = data.sample(12, Random.fromSeed(3));
    const values = factorValues(data.factors, factors);
    for (let i = 0; i < 12; i++) {
      const [form = 0, scale = 0, rotation = 0, x = 0, y = 0] = values.subarray(i * data.factors.length);
      const place = { scale, rotation, x: size / 2 + x, y: size / 2 + y };
      const radius = data.parts?.length === 2 ? (values[i * data.factors.length + 7] as number) * scale : 0;
      const inDisc = (px: number, py: number) => Math.hypot(px - place.x, py - place.y) < radius;
      const inForm = turnedInside(forms[form] as (typeof forms)[number], place);
      const [shape, disc] = planesOf(images.masks as NdArray<Uint8Array>, i);
      const expected = supersampled(size, (px, py) => inForm(px, py) && !inDisc(px, py));
      expect(
        farthest(
          Array.from(shape as Uint8Array, (v) => v / 255),
          expected,
        ),
      ).toBeLessThan(0.05);
      if (disc === undefined) continue;
      expect(
        farthest(
          Array.from(disc, (v) => v / 255),
          supersampled(size, inDisc),
        ),
      ).toBeLessThan(0.05);
    }
  }
});

it("covers what points near a line say, also where a stroke is thinner than a pixel", () => {
  const size = 28;
  for (const strokeWidth of [0.6, 0.9, 1.6, 3.6]) {
    const lines = [
      { xs: [4.2, 22.7], ys: [9.3, 9.3] },
      { xs: [6, 21], ys: [5, 23] },
      { xs: [5, 12, 20], ys: [20, 6, 19] },
    ];
    for (const [index, { xs, ys }] of lines.entries()) {
      const data = new Float32Array(size * size);
      drawStroke({ data, offset: 0, width: size, height: size }, xs, ys, strokeWidth);
      const near = supersampled(size, (x, y) =>
        xs.slice(1).some((endX, i) => {
          const [startX, startY, endY] = [xs[i], ys[i], ys[i + 1]] as [number, number, number];
          const [ax, ay] = [endX - startX, endY - startY];
          const t = Math.min(1, Math.max(0, ((x - startX) * ax + (y - startY) * ay) / (ax * ax + ay * ay)));
          return Math.hypot(x - startX - t * ax, y - startY - t * ay) < strokeWidth / 2;
        }),
      );
      const total = (of: Iterable<number>) => Array.from(of).reduce((sum, value) => sum + value, 0);
      const [sum, wanted] = [total(data), total(near)];
      // Along the pixels only the round ends are guessed; across them the sum is right, and each pixel nearly.
      expect(farthest(data, near)).toBeLessThan(index === 0 && strokeWidth > 1 ? 0.16 : 0.3);
      expect(Math.abs(sum / wanted - 1)).toBeLessThan(strokeWidth < 1 ? 0.25 : 0.05);
    }
  }
});

it("shows the second line of a four above its first", () => {
  const data = digitsStrokes({ size: 40 });
  const row = data.factors.map(({ name, size }) => (name === "digit" ? 4 : (size - 1) / 2));
  const { masks } = data.renderFactors({ data: Float64Array.from(row), shape: [1, row.length] });
  const [under, over] = planesOf(masks as NdArray<Uint8Array>, 0) as [Uint8Array, Uint8Array];
  expect((digitLines[4] as readonly DigitLine[]).length).toBe(2);
  const crossing = over.findIndex((value, i) => value === 255 && (under[i - 3] as number) > 200);
  expect(crossing).toBeGreaterThan(0);
  expect(under[crossing]).toBe(0);
});

it("gives colours their hue, and shapes a disc that always lies inside them", () => {
  for (const [hue, colour] of [
    [0, [1, 0, 0]],
    [60, [1, 1, 0]],
    [120, [0, 1, 0]],
    [240, [0, 0, 1]],
    [300, [1, 0, 1]],
  ] as const) {
    expect(colourOfHue(hue)).toEqual(colour);
  }
  expect(colourOfHue(0, { saturation: 0.5, value: 0.8 })).toEqual([0.8, 0.4, 0.4]);
  for (const { name, xs, ys } of colourShapes) {
    const inside = within(xs, ys);
    for (let angle = 0; angle < 360; angle++) {
      const [x, y] = [0.42 * Math.cos(angle), 0.42 * Math.sin(angle)];
      expect({ name, angle, inside: inside(x, y) }).toEqual({ name, angle, inside: true });
    }
  }
  const data = sprites({ size: 28, channels: 3 });
  const grey = sprites().renderFactors({ data: Int32Array.of(0, 3, 2, 16, 16), shape: [1, 5] });
  const green = data.renderFactors({ data: Int32Array.of(0, 3, 2, 16, 16, 8), shape: [1, 6] });
  expect(data.factors[5]).toMatchObject({ name: "hue", kind: "cyclic", period: 360 });
  expect([...green.data.filter((_, i) => i % 3 === 1)]).toEqual([...grey.data]);
  expect(green.data.every((value, i) => i % 3 === 1 || value === 0)).toBe(true);
});

it("refuses sizes and channels that it does not draw", () => {
  for (const size of [15, 65, 28.5, Number.NaN]) {
    for (const make of [sprites, digitsStrokes, shapes])
      expect(() => make({ size })).toThrow(ConfigInvalidError);
  }
  expect(() => sprites({ channels: 2 as 1 })).toThrow(/1 or 3 channels/);
});
