import { type NdArray, Random } from "@ganlens/core";
import { expect, it } from "vitest";
import { noiseSize, orthonormalDirections, type Paint, plantedFields } from "./planted-fields.ts";

const random = Random.fromSeed(1).split("test");
const directions = orthonormalDirections(3, random.split("directions"));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const fieldsOf = (paints: readonly Paint[]) =>
  plantedFields({ paints, directions: directions.slice(0, paints.length), random });
const noise = (count: number): NdArray => ({
  data: random.split("noise").normal(count * noiseSize),
  shape: [count, noiseSize],
});

it("knows E[JᵀJ] of linear fields and waves as central differences give it", () => {
  const fields = fieldsOf([
    { kind: "linear", amplitude: 0.05 },
    { kind: "wave", amplitude: 0.05, frequency: 4 },
    { kind: "wave", amplitude: 0.02, frequency: 6 },
  ]);
  const [count, step] = [1000, 0.05];
  const z = noise(count);
  const moved = (axis: number, by: number): Float32Array => {
    const data = Float32Array.from(z.data, (value, at) => (at % noiseSize === axis ? value + by : value));
    return fields.generate({ data, shape: z.shape }).data;
  };
  const columns = Array.from({ length: noiseSize }, (_, axis) => {
    const [up, down] = [moved(axis, step), moved(axis, -step)];
    return Float64Array.from(up, (value, at) => (value - (down[at] as number)) / (2 * step));
  });
  const { data: truth } = fields.sensitivity(step);
  const trace = columns.reduce((sum, column) => sum + dot(column, column) / count, 0);
  const trueTrace = columns.reduce((sum, _, i) => sum + (truth[i * noiseSize + i] as number), 0);
  expect(trace / trueTrace).toBeCloseTo(1, 1);
  for (const [i, j] of [
    [0, 0],
    [0, 1],
    [3, 7],
  ] as const) {
    const product = dot(columns[i] as Float64Array, columns[j] as Float64Array) / count;
    expect(Math.abs(product - (truth[i * noiseSize + j] as number))).toBeLessThan(0.02 * trueTrace);
  }
});

it("lets no more be read of a direction than it says: all, 0.45, nothing", () => {
  const count = 4000;
  const z = noise(count);
  const along = Array.from({ length: count }, (_, i) =>
    dot(z.data.subarray(i * noiseSize, (i + 1) * noiseSize), directions[0] as Float64Array),
  );
  const shareOf = (paint: Paint): number => {
    const { data } = fieldsOf([paint]).generate(z);
    // Of a single pattern each pixel that it reaches gives the weight.
    const pixel = 5 * 16 + 3;
    const weights = Array.from(along, (_, i) => (data[i * 256 + pixel] as number) - 0.5);
    return dot(weights, along) ** 2 / (dot(weights, weights) * dot(along, along));
  };
  expect(shareOf({ kind: "linear", amplitude: 0.1 })).toBeGreaterThan(0.99);
  expect(Math.abs(shareOf({ kind: "part", amplitude: 0.1, share: 0.45 }) - 0.45)).toBeLessThan(0.04);
  expect(shareOf({ kind: "hash", amplitude: 0.1 })).toBeLessThan(0.005);
  expect(shareOf({ kind: "wave", amplitude: 0.1, frequency: 4 })).toBeLessThan(0.005);
});

it("draws as many orthonormal directions as are asked for, none too", () => {
  expect(orthonormalDirections(0, random)).toEqual([]);
  expect(directions.map((a) => directions.map((b) => Math.round(1e6 * dot(a, b)) / 1e6 + 0))).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});
