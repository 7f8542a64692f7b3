import { ConfigInvalidError, type NdArray, Random, ShapeError, sha256Hex } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { digitsStrokes } from "./digits-strokes.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { sprites } from "./sprites.ts";

const side = 28;
const size = side * side;
const bytesHash = ({ data }: NdArray<Float32Array | Int32Array>): string =>
  sha256Hex(new Uint8Array(data.slice().buffer));
const columnOf = ({ factors }: GroundTruthData, name: string): number =>
  factors.findIndex((factor) => factor.name === name);
const factorOf = (data: GroundTruthData, name: string): GroundTruthFactor =>
  data.factors[columnOf(data, name)] as GroundTruthFactor;

/** Factors in the middle of their values, with some of them changed; one row for each change. */
function factorsWith(data: GroundTruthData, changes: readonly Readonly<Record<string, number>>[]) {
  const rows = changes.map((change) =>
    data.factors.map(({ name, kind, size }) => change[name] ?? (kind === "ordered" ? (size - 1) / 2 : 0)),
  );
  return { data: Float64Array.from(rows.flat()), shape: [changes.length, data.factors.length] };
}

/** Brightness of an image, and the mean place of it, in px. */
function momentsOf(image: Float32Array) {
  let [sum, x, y] = [0, 0, 0];
  for (const [i, value] of image.entries()) {
    sum += value;
    x += value * ((i % side) + 0.5);
    y += value * (Math.floor(i / side) + 0.5);
  }
  return { sum, x: x / sum, y: y / sum };
}
const render = (data: GroundTruthData, changes: readonly Readonly<Record<string, number>>[]) => {
  const images = data.renderFactors(factorsWith(data, changes)).data;
  return changes.map((_, i) => images.subarray(i * size, (i + 1) * size));
};

describe.each([sprites(), digitsStrokes()])("$name", (data) => {
  const classes = data.factors[data.classFactor] as GroundTruthFactor;

  it("gives the same factors and images for a seed, and others for another", () => {
    const draw = (seed: number) => data.sampleFactors(300, Random.fromSeed(seed));
    expect(bytesHash(draw(1))).toBe(bytesHash(draw(1)));
    expect(bytesHash(draw(1))).not.toBe(bytesHash(draw(2)));
    const images = data.renderFactors(draw(1));
    expect(bytesHash(data.renderFactors(draw(1)))).toBe(bytesHash(images));
    expect(bytesHash(data.renderFactors(draw(2)))).not.toBe(bytesHash(images));
    const random = Random.fromSeed(1);
    data.sampleFactors(300, random);
    expect(bytesHash(data.sampleFactors(300, random))).not.toBe(bytesHash(draw(1)));
  });

  it("renders each image from its own factors alone, within [0, 1], with grey edges", () => {
    const factors = data.sampleFactors(500, Random.fromSeed(3));
    const images = data.renderFactors(factors);
    expect(images.shape).toEqual([500, side, side, 1]);
    expect(images.data).toBeInstanceOf(Float32Array);
    expect(images.data.every((value) => value >= 0 && value <= 1)).toBe(true);
    const width = data.factors.length;
    const last = { data: factors.data.slice(499 * width), shape: [1, width] };
    expect(bytesHash(data.renderFactors(last))).toBe(
      bytesHash({ data: images.data.slice(499 * size), shape: [1] }),
    );
    for (let i = 0; i < 500; i++) {
      const image = images.data.subarray(i * size, (i + 1) * size);
      expect(image.some((value) => value > 0.99)).toBe(true);
      expect(image.filter((value) => value > 0.05 && value < 0.95).length).toBeGreaterThan(3);
    }
  });

  it("draws every value of every factor about as often", () => {
    const count = 20_000;
    const { data: drawn, shape } = data.sampleFactors(count, Random.fromSeed(4));
    expect(shape).toEqual([count, data.factors.length]);
    for (const [k, { size: values }] of data.factors.entries()) {
      const counts = new Array<number>(values).fill(0);
      for (let i = k; i < drawn.length; i += data.factors.length) {
        const value = drawn[i] as number;
        counts[value] = (counts[value] as number) + 1;
      }
      const expected = count / values;
      for (const each of counts) expect(Math.abs(each - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  it("changes the image with every factor, a little for a little", () => {
    for (const { name, kind } of data.factors) {
      if (kind === "class") continue;
      for (let label = 0; label < classes.size; label++) {
        const [at, near, far] = render(data, [
          { [classes.name]: label, [name]: 3 },
          { [classes.name]: label, [name]: 3.01 },
          { [classes.name]: label, [name]: 8 > factorOf(data, name).size ? 5 : 8 },
        ]) as [Float32Array, Float32Array, Float32Array];
        const distance = (other: Float32Array) =>
          Math.sqrt(at.reduce((sum, value, i) => sum + (value - (other[i] as number)) ** 2, 0));
        expect(distance(near)).toBeGreaterThan(0);
        expect(distance(near)).toBeLessThan(0.25);
        expect(distance(far)).toBeGreaterThan(10 * distance(near));
      }
    }
  });

  it("keeps what it is told to keep, with the frequencies that it has among all", () => {
    const [name, second] = [data.factors[0]?.name as string, data.factors[1] as GroundTruthFactor];
    const middle = second.values[Math.floor(second.size / 2)] as number;
    const gap = (label: number, value: number) => label === 2 && value >= middle;
    const { data: drawn, shape } = data.sampleFactors(6000, Random.fromSeed(5), {
      keep: (values) => !gap(values[name] as number, values[second.name] as number),
    });
    expect(shape).toEqual([6000, data.factors.length]);
    const rows = Array.from({ length: 6000 }, (_, i) => ({
      label: drawn[i * data.factors.length] as number,
      value: second.values[drawn[i * data.factors.length + 1] as number] as number,
    }));
    expect(rows.filter(({ label, value }) => gap(label, value))).toEqual([]);
    const share = rows.filter(({ label }) => label === 2).length / 6000;
    const left = Math.floor(second.size / 2) / second.size;
    const expected = left / (classes.size - 1 + left);
    expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 6000));
    expect(() => data.sampleFactors(5, Random.fromSeed(1), { keep: () => false })).toThrow(
      /Expected keep to allow at least one image in 1000, but it allowed 0 of/,
    );
    expect(data.sampleFactors(0, Random.fromSeed(1)).shape).toEqual([0, data.factors.length]);
    expect(() => data.sampleFactors(1.5, Random.fromSeed(1))).toThrow(ConfigInvalidError);
  });

  it("refuses factors that it does not have", () => {
    const width = data.factors.length;
    const attempt = (values: readonly number[], shape: readonly number[]) => () =>
      data.renderFactors({ data: Float64Array.from(values), shape });
    const zeros = new Array<number>(width).fill(0);
    expect(attempt(zeros, [1, width])).not.toThrow();
    expect(attempt(zeros.slice(1), [1, width - 1])).toThrow(ShapeError);
    expect(attempt(zeros, [width])).toThrow(ShapeError);
    expect(attempt(zeros, [2, width])).toThrow(ShapeError);
    for (const [k, { name, kind, size: values }] of data.factors.entries()) {
      const beyond = kind === "cyclic" ? values : values - 1 + 1e-6;
      for (const index of [-1e-6, beyond, Number.NaN, ...(kind === "class" ? [0.5] : [])]) {
        const row = [...zeros];
        row[k] = index;
        expect(attempt([...zeros, ...row], [2, width])).toThrow(ConfigInvalidError);
        expect(attempt([...zeros, ...row], [2, width])).toThrow(`Expected ${name} of image 1 to be`);
      }
    }
  });

  it("moves the image by the pixels that x and y say", () => {
    for (let label = 0; label < classes.size; label++) {
      const step = (factor: GroundTruthFactor) => (factor.values[1] as number) - (factor.values[0] as number);
      const perPixel = 1 / step(factorOf(data, "x"));
      const [at, right, down] = render(data, [
        { [classes.name]: label, x: 6, y: 6 },
        { [classes.name]: label, x: 6 + 1.25 * perPixel, y: 6 },
        { [classes.name]: label, x: 6, y: 6 + 1.25 * perPixel },
      ]).map(momentsOf) as [
        ReturnType<typeof momentsOf>,
        ReturnType<typeof momentsOf>,
        ReturnType<typeof momentsOf>,
      ];
      for (const [moved, alongX, alongY] of [
        [right, 1.25, 0],
        [down, 0, 1.25],
      ] as const) {
        expect(Math.abs(moved.x - at.x - alongX)).toBeLessThan(0.06);
        expect(Math.abs(moved.y - at.y - alongY)).toBeLessThan(0.06);
      }
    }
  });
});

describe("sprites", () => {
  const data = sprites();
  const indexOf = (name: string, value: number): number => {
    const { values } = factorOf(data, name);
    const [first, second] = values as [number, number];
    return (value - first) / (second - first);
  };
  const middle = { x: indexOf("x", 0), y: indexOf("y", 0) };

  it("covers the area of each shape exactly, wherever and however it stands", () => {
    const areas = [2, Math.PI * 0.6, undefined, (3 * Math.sqrt(3)) / 4];
    for (const [shape, area] of areas.entries()) {
      for (const radius of [4, 6.3]) {
        const changes = [0, 7.3, 21].map((rotation, k) => ({
          shape,
          size: indexOf("size", radius),
          rotation,
          x: 3.7 * k,
          y: 20.1 - 4 * k,
        }));
        const sums = render(data, changes).map((image) => momentsOf(image).sum);
        for (const sum of sums) expect(sum).toBeCloseTo(sums[0] as number, 2);
        // The ellipse has 48 corners, whose area is sin(a)/a of it.
        const share = shape === 1 ? Math.sin(Math.PI / 24) / (Math.PI / 24) : 1;
        if (area !== undefined) expect((sums[0] as number) / (area * radius ** 2 * share)).toBeCloseTo(1, 3);
      }
    }
  });

  it("turns clockwise: a quarter turn is that of the pixels", () => {
    for (let shape = 0; shape < 4; shape++) {
      const [upright, turned, back] = render(data, [
        { shape, rotation: 2, ...middle },
        { shape, rotation: 12, ...middle },
        { shape, rotation: 39.999, ...middle },
      ]) as [Float32Array, Float32Array, Float32Array];
      for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++) {
          const from = (side - 1 - column) * side + row;
          expect(Math.abs((turned[row * side + column] as number) - (upright[from] as number))).toBeLessThan(
            1e-5,
          );
        }
      }
      const [start] = render(data, [{ shape, rotation: 0, ...middle }]) as [Float32Array];
      expect(Math.max(...back.map((value, i) => Math.abs(value - (start[i] as number))))).toBeLessThan(0.01);
    }
  });

  it("draws four shapes that differ, and the triangle with its point up", () => {
    const images = render(
      data,
      [0, 1, 2, 3].map((shape) => ({ shape, size: 5, ...middle })),
    );
    expect(new Set(images.map((image) => image.join())).size).toBe(4);
    const widths = Array.from({ length: side }, (_, row) =>
      (images[3] as Float32Array)
        .subarray(row * side, (row + 1) * side)
        .reduce((sum, value) => sum + value, 0),
    ).filter((width) => width > 0.5);
    expect(widths.slice(0, -1)).toEqual(widths.slice(0, -1).toSorted((a, b) => a - b));
  });
});

describe("digits of strokes", () => {
  const data = digitsStrokes();

  it("slants the top against the bottom by what the factor says", () => {
    const slant = factorOf(data, "slant");
    for (let digit = 0; digit < 10; digit++) {
      const lean = render(data, [
        { digit, slant: 0 },
        { digit, slant: 20 },
      ]).map((image) => {
        const { y } = momentsOf(image);
        let [covariance, variance] = [0, 0];
        const { x } = momentsOf(image);
        for (const [i, value] of image.entries()) {
          covariance += value * ((i % side) + 0.5 - x) * (Math.floor(i / side) + 0.5 - y);
          variance += value * (Math.floor(i / side) + 0.5 - y) ** 2;
        }
        return -covariance / variance;
      }) as [number, number];
      const stated = (slant.values[20] as number) - (slant.values[0] as number);
      expect(Math.abs(lean[1] - lean[0] - stated)).toBeLessThan(0.2 * stated);
    }
  });

  it("makes strokes as wide as it says: a vertical one has that many pixels of brightness in a row", () => {
    const { values } = factorOf(data, "slant");
    const upright = (0 - (values[0] as number)) / ((values[1] as number) - (values[0] as number));
    for (const width of [0, 5, 10.3, 20]) {
      const [one] = render(data, [{ digit: 1, slant: upright, width }]) as [Float32Array];
      const row = one.subarray(18 * side, 19 * side).reduce((sum, value) => sum + value, 0);
      const stated = 1.6 + width * 0.1;
      expect(Math.abs(row - stated)).toBeLessThan(0.02);
    }
  });

  it("is as high as it says, and stays in the image at the extremes", () => {
    const heights = [0, 20].map((size) => {
      const [zero] = render(data, [{ digit: 0, size }]) as [Float32Array];
      const column = Array.from({ length: side }, (_, row) =>
        Math.max(...zero.subarray(row * side, (row + 1) * side)),
      );
      return column.reduce((sum, value) => sum + value, 0);
    });
    const width = 2.6;
    expect(Math.abs((heights[0] as number) - (2 * 6.5 + width))).toBeLessThan(1);
    expect(Math.abs((heights[1] as number) - (2 * 9 + width))).toBeLessThan(1);
    const extremes = [0, 20].flatMap((x) => [0, 20].map((y) => ({ x, y, size: 20, width: 20 })));
    for (let digit = 0; digit < 10; digit++) {
      for (const [k, image] of render(
        data,
        extremes.map((each) => ({ ...each, digit })),
      ).entries()) {
        const [whole] = render(data, [{ digit, size: 20, width: 20 }]) as [Float32Array];
        expect(momentsOf(image).sum / momentsOf(whole).sum, `${digit} ${k}`).toBeGreaterThan(0.985);
      }
    }
  });

  it("gives digits that the nearest mean image tells apart", () => {
    const draw = (seed: number) => {
      const factors = data.sampleFactors(1500, Random.fromSeed(seed), {
        keep: ({ x = 0, y = 0 }) => Math.abs(x) <= 1 && Math.abs(y) <= 1,
      });
      const labels = Int32Array.from(
        { length: 1500 },
        (_, i) => factors.data[i * data.factors.length] as number,
      );
      return { images: data.renderFactors(factors).data, labels };
    };
    const { images, labels } = draw(1);
    const means = Array.from({ length: 10 }, () => new Float64Array(size));
    const counts = new Array<number>(10).fill(0);
    for (const [i, label] of labels.entries()) {
      counts[label] = (counts[label] as number) + 1;
      const mean = means[label] as Float64Array;
      for (let j = 0; j < size; j++) mean[j] = (mean[j] as number) + (images[i * size + j] as number);
    }
    const other = draw(2);
    let right = 0;
    for (const [i, label] of other.labels.entries()) {
      const distances = means.map((mean, digit) => {
        let sum = 0;
        for (let j = 0; j < size; j++) {
          sum +=
            ((mean[j] as number) / (counts[digit] as number) - (other.images[i * size + j] as number)) ** 2;
        }
        return sum;
      });
      if (distances.indexOf(Math.min(...distances)) === label) right++;
    }
    expect(right / 1500).toBeGreaterThan(0.75);
  });
});
