import { type NdArray, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { haarPackets } from "./haar-packets.ts";

describe("Haar packets", () => {
  const image = (side: number, value: (y: number, x: number) => number): NdArray => ({
    data: Float32Array.from({ length: side * side }, (_, at) => value(Math.floor(at / side), at % side)),
    shape: [1, side, side, 1],
  });

  it("put a flat image into the smooth packet and a checkerboard into the diagonal one", () => {
    const flat = haarPackets(
      image(8, () => 0.5),
      2,
    );
    expect([...flat.data.subarray(0, 4)]).toEqual([2, 2, 2, 2]);
    expect(flat.data.subarray(4).every((value) => value === 0)).toBe(true);
    const board = haarPackets(
      image(8, (y, x) => ((y + x) % 2 === 0 ? 1 : -1)),
      2,
    );
    // Diagonal at the first level, smooth at the second: packet 12 of 16.
    const energies = Array.from({ length: 16 }, (_, p) =>
      board.data.subarray(4 * p, 4 * p + 4).reduce((sum, value) => sum + value * value, 0),
    );
    expect(energies[12]).toBeCloseTo(64, 6);
    expect(energies.filter((energy) => energy > 0)).toHaveLength(1);
    const stripes = haarPackets(
      image(8, (y) => (y % 2 === 0 ? 1 : -1)),
      1,
    );
    expect(stripes.data.subarray(16, 32).every((value) => value === 2)).toBe(true);
    expect(stripes.data.filter((value) => value !== 0)).toHaveLength(16);
  });

  it("keep the sum of squares, of several images and channels", () => {
    const data = Random.fromSeed(1).normal(3 * 16 * 8 * 2);
    const { data: packets, shape } = haarPackets({ data, shape: [3, 16, 8, 2] }, 3);
    expect(shape).toEqual([3, 256]);
    for (let i = 0; i < 3; i++) {
      const energy = (values: Float32Array): number =>
        values.subarray(256 * i, 256 * (i + 1)).reduce((sum, value) => sum + value * value, 0);
      expect(energy(packets)).toBeCloseTo(energy(data), 3);
    }
  });

  it("fill sides that do not divide up with their last row and column", () => {
    const { data, shape } = haarPackets(
      image(3, (y, x) => y + x),
      1,
    );
    expect(shape).toEqual([1, 16]);
    // The last square is the corner pixel four times: smooth only.
    expect(data[3]).toBe(8);
    expect([data[7], data[11], data[15]]).toEqual([0, 0, 0]);
  });
});
