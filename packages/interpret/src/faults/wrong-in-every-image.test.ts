import { ConfigInvalidError, type NdArray, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { changedRows, inputOf, plant, rowsOf, side } from "../testdata/fault-trials.ts";
import type { FaultInput } from "./fault.ts";

describe("what is wrong with every image", () => {
  /** One white pixel of one channel in an image of two channels, five by seven. */
  const impulse = (): FaultInput => {
    const data = new Float32Array(5 * 7 * 2);
    data[(2 * 7 + 3) * 2 + 1] = 1;
    const all = { data, shape: [1, 5, 7, 2] };
    return { images: all, training: all, random: Random.fromSeed(1) };
  };
  const value = ({ data }: NdArray, row: number, column: number, channel = 1) =>
    data[(row * 7 + column) * 2 + channel] as number;

  it("blurs by a Gaussian of that width, channel by channel, and keeps the sum", () => {
    for (const deviation of [0.5, 1]) {
      const blurred = plant("blur", deviation, impulse());
      const bell = (distance: number) => Math.exp(-(distance ** 2) / (2 * deviation ** 2));
      expect(value(blurred, 2, 4) / value(blurred, 2, 3)).toBeCloseTo(
        (bell(1) + bell(8)) / (bell(0) + bell(7) * 2),
        4,
      );
      expect(blurred.data.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
      expect(blurred.data.every((each, i) => i % 2 === 1 || each === 0)).toBe(true);
    }
  });

  it("reflects at the edge when it blurs: a flat image stays flat, and a step at the edge weighs twice", () => {
    const flat = { data: new Float32Array(70).fill(0.3), shape: [1, 5, 7, 2] };
    const input = { images: flat, training: flat, random: Random.fromSeed(1) };
    for (const each of plant("blur", 1, input).data) expect(each).toBeCloseTo(0.3, 6);
    const data = new Float32Array(5);
    data[0] = 1;
    const line = { data, shape: [1, 1, 5, 1] };
    const blurred = plant("blur", 0.5, { images: line, training: line, random: Random.fromSeed(1) }).data;
    const bell = (distance: number) => Math.exp(-2 * distance ** 2);
    const total = 1 + 2 * (bell(1) + bell(2));
    expect(blurred[0]).toBeCloseTo((bell(0) + bell(1)) / total, 6);
    expect(blurred[1]).toBeCloseTo((bell(1) + bell(2)) / total, 6);
  });

  it("dilates to a square, channel by channel", () => {
    const dilated = plant("dilation", 1, impulse());
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 7; column++) {
        const near = Math.abs(row - 2) <= 1 && Math.abs(column - 3) <= 1;
        expect([value(dilated, row, column), value(dilated, row, column, 0)]).toEqual([near ? 1 : 0, 0]);
      }
    }
  });

  it("adds noise of that width to every value", () => {
    const grey = { data: new Float32Array(64 * 100).fill(0.5), shape: [100, side, side, 1] };
    for (const deviation of [0.05, 0.1]) {
      const { data } = plant("noise", deviation, {
        images: grey,
        training: grey,
        random: Random.fromSeed(2),
      });
      const variance = data.reduce((sum, each) => sum + (each - 0.5) ** 2, 0) / data.length;
      expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.03);
    }
  });

  it("shifts all images the same way, by that many pixels", () => {
    for (const distance of [1, 2]) {
      const ways = new Set<string>();
      for (let seed = 0; seed < 20; seed++) {
        const shifted = plant("shift", distance, { ...impulse(), random: Random.fromSeed(seed) });
        const at = (shifted.data.indexOf(1) - 1) / 2;
        expect(shifted.data.filter((each) => each > 0)).toHaveLength(1);
        const [down, right] = [Math.floor(at / 7) - 2, (at % 7) - 3];
        expect(Math.abs(down) + Math.abs(right)).toBe(distance);
        ways.add(`${down} ${right}`);
      }
      expect(ways.size).toBe(4);
    }
    const input = inputOf(1);
    const first = {
      ...input,
      images: { data: input.images.data.subarray(0, 64), shape: [1, side, side, 1] },
      labels: new Int32Array(1),
    };
    expect(plant("shift", 1, first).data).toEqual(plant("shift", 1, input).data.subarray(0, 64));
    expect(() => plant("shift", 5, impulse())).toThrow(/larger than a shift by 5 px/);
  });

  it("slants by whole pixels: what is above the middle goes right, what is below goes left", () => {
    const column = new Float32Array(5 * 7 * 2);
    for (let row = 0; row < 5; row++) column[(row * 7 + 3) * 2] = 1;
    const all = { data: column, shape: [1, 5, 7, 2] };
    const { data } = plant("slanted", 1, { images: all, training: all, random: Random.fromSeed(1) });
    const places = Array.from(data).flatMap((each, i) => (each === 1 ? [i] : []));
    expect(places).toEqual([5, 4, 3, 2, 1].map((at, row) => (row * 7 + at) * 2));
  });

  it("blackens a block in the middle of a bright part, the same in every image", () => {
    const data = new Float32Array(200 * 144).fill(0.1);
    // The right third is bright: its three parts are those that may lose a block.
    for (let i = 0; i < data.length; i++) if (i % 12 >= 8) data[i] = 0.9;
    const all = { data, shape: [200, 12, 12, 1] };
    const lost = Array.from({ length: 20 }, (_, seed) =>
      plant("block-lost", 1, { images: all, training: all, random: Random.fromSeed(seed) }),
    );
    for (const { data: after } of lost) expect(after.filter((each) => each === 0)).toHaveLength(200 * 9);
    const firsts = new Set(lost.map(({ data: after }) => after.indexOf(0)));
    expect(firsts).toEqual(new Set([12 + 9, 5 * 12 + 9, 9 * 12 + 9]));
    expect(() =>
      plant("block-lost", 1, { ...impulse(), images: { ...all, data: data.map(() => 0) } }),
    ).toThrow(/not black/);
  });

  it("fades every value by that share", () => {
    const { images: before } = inputOf(1);
    const after = plant("fading", 0.2);
    expect(after.data.every((each, i) => Math.abs(each - 0.8 * (before.data[i] as number)) < 1e-6)).toBe(
      true,
    );
  });

  it("brightens every value by as much, up to white", () => {
    const { images: before } = inputOf(1);
    const after = plant("brightening", 0.1);
    const brighter = before.data.map((value) => Math.min(1, value + 0.1));
    expect(after.data.every((each, i) => Math.abs(each - (brighter[i] as number)) < 1e-6)).toBe(true);
  });

  it("takes [0, 1] for [−1, 1]", () => {
    const { images: before } = inputOf(1);
    const after = plant("value-range", 1);
    expect(after.data.every((each, i) => Math.abs(each - ((before.data[i] as number) + 1) / 2) < 1e-6)).toBe(
      true,
    );
    expect(() => plant("value-range", 0.5)).toThrow(ConfigInvalidError);
  });

  it("lays a checkerboard over every channel", () => {
    const grey = { data: new Float32Array(5 * 7 * 2 * 2).fill(0.5), shape: [2, 5, 7, 2] };
    const { data } = plant("checkerboard", 0.1, { images: grey, training: grey, random: Random.fromSeed(1) });
    for (let i = 0; i < data.length; i++) {
      const pixel = Math.floor((i % 70) / 2);
      const even = (Math.floor(pixel / 7) + (pixel % 7)) % 2 === 0;
      expect(data[i]).toBeCloseTo(even ? 0.6 : 0.4, 6);
    }
  });

  it("blackens one corner of a share of the images, and says where it is black already", () => {
    const input = inputOf(3);
    for (const [strength, expected] of [
      [0.2, 40],
      [1, 200],
    ] as const) {
      const after = plant("corner-lost", strength, input);
      const changed = changedRows(input.images, after);
      expect(changed).toHaveLength(expected);
      const rows = rowsOf(after);
      const black = changed.map((row) =>
        (rows[row] as Float32Array).reduce((list, each, i) => (each === 0 ? `${list} ${i}` : list), ""),
      );
      expect(new Set(black).size).toBe(1);
      expect((black[0] as string).trim().split(" ")).toHaveLength(2 * 2 * 3);
    }
    const corners = Array.from({ length: 20 }, (_, seed) =>
      plant("corner-lost", 1, inputOf(1, seed)).data.indexOf(0),
    );
    expect(new Set(corners)).toEqual(new Set([0, 6, 48, 54]));
    expect(() => plant("corner-lost", 1, impulse())).toThrow(/whose corner is not black/);
  });
});
