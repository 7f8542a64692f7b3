import { type NdArray, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { findFault } from "../../faults/faults.ts";
import { blockMeans } from "../../sets/block-means.ts";
import { differenceMaps } from "./difference-maps.ts";
import { byEffect, placeDifferences } from "./place-differences.ts";
import { radialSpectrum } from "./radial-spectrum.ts";
import { residualFeatures } from "./residual-features.ts";
import { spectrumDifferences } from "./spectrum-differences.ts";

describe("blockMeans", () => {
  it("are means over blocks and channels, of sides that are not divided evenly, too", () => {
    const x = { data: Float32Array.from({ length: 2 * 4 * 4 }, (_, i) => i), shape: [2, 4, 4, 1] };
    expect([...blockMeans(x, 2).data]).toEqual([2.5, 4.5, 10.5, 12.5, 18.5, 20.5, 26.5, 28.5]);
    const odd = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [1, 1, 3, 2] };
    expect([...blockMeans(odd, 2).data]).toEqual([2.5, 5.5]);
  });
});

describe("residualFeatures", () => {
  it("see noise of mean 0 in every block, and of which frequency it is", () => {
    const grey = { data: new Float32Array(200 * 64).fill(0.5), shape: [200, 8, 8, 1] };
    const meanOf = (x: NdArray): number[] => {
      const { data, shape } = residualFeatures({ data: x.data.map((value) => value - 0.5), shape: x.shape });
      const width = shape[1] as number;
      expect(width).toBe(16 + 16 + 16);
      return Array.from({ length: width }, (_, k) => {
        let sum = 0;
        for (let i = 0; i < 200; i++) sum += data[i * width + k] as number;
        return sum / 200;
      });
    };
    const input = { images: grey, training: grey, random: Random.fromSeed(1) };
    const [clean, noisy, board] = [
      meanOf(grey),
      meanOf(findFault("noise").plant(input, 0.1)),
      meanOf(findFault("checkerboard").plant(input, 0.1)),
    ];
    for (let block = 0; block < 16; block++) {
      expect(Math.abs(noisy[block] as number)).toBeLessThan(0.02);
      expect((noisy[16 + block] as number) - (clean[16 + block] as number)).toBeGreaterThan(3);
    }
    const raised = board.slice(32).filter((value, band) => value - (clean[32 + band] as number) > 1);
    expect(raised).toHaveLength(1);
    expect(noisy.slice(32).every((value, band) => value - (clean[32 + band] as number) > 3)).toBe(true);
  });
});

describe("radialSpectrum", () => {
  const wave = (down: number, across: number, height: number, width: number): NdArray => ({
    data: Float32Array.from({ length: height * width }, (_, i) => {
      const turns = (down * Math.floor(i / width)) / height + (across * (i % width)) / width;
      return 0.5 + 0.3 * Math.cos(2 * Math.PI * turns);
    }),
    shape: [1, height, width, 1],
  });
  const strongest = (x: NdArray): number => {
    const power = radialSpectrum(x).power.map(([value]) => value as number);
    return power.indexOf(Math.max(...power));
  };

  it("has a wave's power in its own band, whichever way it runs", () => {
    for (const frequency of [1, 3, 6, 8]) {
      expect(strongest(wave(frequency, 0, 16, 16))).toBe(frequency - 1);
      expect(strongest(wave(0, frequency, 16, 16))).toBe(frequency - 1);
    }
    expect(strongest(wave(3, 4, 16, 16))).toBe(4);
    expect(strongest(wave(0, 6, 8, 16))).toBe(2);
    const { frequencies, power } = radialSpectrum(wave(1, 0, 16, 16));
    expect(frequencies.at(0)).toBeCloseTo(1 / 16, 6);
    expect(frequencies.at(-1)).toBeCloseTo(8 / 16, 6);
    expect(power).toHaveLength(8);
  });

  it("does not look at the mean, and is finite for the smallest images", () => {
    const flat = { data: new Float32Array(2 * 9).fill(0.7), shape: [2, 3, 3, 1] };
    for (const values of radialSpectrum(flat).power) expect(values[0]).toBeLessThan(-7);
    const pixel = { data: Float32Array.of(1, 0.2), shape: [2, 1, 1, 1] };
    expect(radialSpectrum(pixel).power.every((values) => values.every(Number.isFinite))).toBe(true);
  });

  it("differs in the finest bands where images are blurred, and nowhere between alike ones", () => {
    const x = (name: string): NdArray => ({
      data: Random.fromSeed(5)
        .split(name)
        .uniform(150 * 144),
      shape: [150, 12, 12, 1],
    });
    const alike = spectrumDifferences(x("a"), x("b"));
    expect(alike.filter(({ pValue }) => pValue <= 0.01)).toEqual([]);
    const blurred = findFault("blur").plant(
      { images: x("a"), training: x("a"), random: Random.fromSeed(1) },
      0.5,
    );
    const bands = spectrumDifferences(blurred, x("b"));
    expect(bands.at(-1)?.pValue).toBeLessThan(1e-6);
    expect(bands.at(-1)?.generated.value).toBeLessThan(bands.at(-1)?.real.low as number);
    const flat = { data: new Float32Array(3 * 16), shape: [3, 4, 4, 1] };
    expect(spectrumDifferences(flat, flat).map(({ pValue }) => pValue)).toEqual([1, 1]);
  });
});

it("maps where means differ, in spreads of at least a twentieth", () => {
  const x = (...data: number[]): NdArray => ({ data: Float32Array.from(data), shape: [2, 1, 2, 1] });
  const { real, generated, difference, effect } = differenceMaps(x(0, 0.3, 0.4, 0.3), x(0, 0.2, 0.2, 0.2));
  const close = (values: Float32Array, expected: readonly number[]): void =>
    expected.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 5);
    });
  close(real, [0.1, 0.2]);
  close(generated, [0.2, 0.3]);
  close(difference, [0.1, 0.1]);
  close(effect, [0.1 / Math.sqrt((0.04 + 0.01) / 2), 2]);
});

describe("placeDifferences", () => {
  const light = (n: number, part: number | undefined, name: string): NdArray => ({
    data: Random.fromSeed(6)
      .split(name)
      .uniform(n * 81)
      .map((value, at) => {
        const own = Math.floor((at % 81) / 27) * 3 + Math.floor((at % 9) / 3);
        return own === part ? value / 2 : value;
      }),
    shape: [n, 9, 9, 1],
  });

  it("are greatest in the part that is darker, named by where it lies", () => {
    const names = [
      "at the top left",
      "at the top",
      "at the top right",
      "on the left",
      "in the middle",
      "on the right",
      "at the bottom left",
      "at the bottom",
      "at the bottom right",
    ];
    for (const [part, words] of names.entries()) {
      const [most, next] = byEffect(placeDifferences(light(60, part, "a"), light(60, undefined, "b")));
      expect([most?.words, (most?.effect as number) < -1, (most?.pValue as number) < 1e-6]).toEqual([
        words,
        true,
        true,
      ]);
      expect(next?.pValue).toBeGreaterThan(0.01);
    }
  });

  it("are none of images too small to be divided", () => {
    const small = { data: new Float32Array(4 * 4), shape: [4, 2, 2, 1] };
    expect(placeDifferences(small, small)).toEqual([]);
  });
});
