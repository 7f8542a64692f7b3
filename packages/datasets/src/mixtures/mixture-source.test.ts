import { datasetInfoSchema } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { openDataset } from "../open-dataset.ts";
import type { GaussianMixture } from "./gaussian-mixture.ts";
import { gridMixture } from "./grid-mixture.ts";
import { ringMixture } from "./ring-mixture.ts";

describe.each<[string, GaussianMixture, number, number]>([
  ["ring-8", ringMixture, 8, 0.01],
  ["grid-25", gridMixture, 25, 0.05],
])("%s", (name, mixture, modes, sigma) => {
  it("is an even mixture of round Gaussians about its centres", async () => {
    const { info, size, all } = await openDataset(name, { split: "train" });
    const { x, labels, ids } = await all();
    expect(datasetInfoSchema.parse(info)).toEqual(info);
    expect([info.kind, size, info.classes?.length]).toEqual(["points", 20_000, modes]);
    expect(new Set(ids).size).toBe(size);

    const counts = new Array<number>(modes).fill(0);
    let squares = 0;
    let near = 0;
    for (let i = 0; i < size; i++) {
      const mode = labels?.[i] ?? -1;
      const [centreX, centreY] = mixture.centres[mode] ?? [Number.NaN, Number.NaN];
      const squared = ((x.data[2 * i] ?? 0) - centreX) ** 2 + ((x.data[2 * i + 1] ?? 0) - centreY) ** 2;
      counts[mode] = (counts[mode] ?? 0) + 1;
      squares += squared / (2 * size);
      if (squared < 9 * sigma ** 2) near++;
    }
    expect(Math.abs(squares / sigma ** 2 - 1)).toBeLessThan(0.03);
    // 1 − e^−4.5, the share of a plane Gaussian within three standard deviations
    expect(Math.abs(near / size - 0.98889)).toBeLessThan(0.003);
    const expected = size / modes;
    for (const count of counts) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it("gives factors whose values lead back to the centre", async () => {
    const { info, all } = await openDataset(name, { split: "held-out" });
    const { x, factors, ids } = await all();
    expect(ids).toHaveLength(5000);
    for (let i = 0; i < 200; i++) {
      const values = (info.factors ?? []).map(
        ({ values: known }, k, { length }) => known[factors?.data[i * length + k] ?? -1] ?? Number.NaN,
      );
      const [first = 0, second = 0] = values;
      const angle = (first * Math.PI) / 180;
      const centre = values.length === 2 ? [first, second] : [Math.cos(angle), Math.sin(angle)];
      expect(
        Math.hypot((x.data[2 * i] ?? 0) - (centre[0] ?? 0), (x.data[2 * i + 1] ?? 0) - (centre[1] ?? 0)),
      ).toBeLessThan(6 * sigma);
    }
  });

  it("is the same in every run, and its two splits are different points", async () => {
    const train = await (await openDataset(name, { split: "train" })).all();
    expect((await (await openDataset(name, { split: "train" })).all()).x).toEqual(train.x);
    const heldOut = await (await openDataset(name, { split: "held-out" })).all();
    const seen = new Set(
      Array.from({ length: 20_000 }, (_, i) => `${train.x.data[2 * i]},${train.x.data[2 * i + 1]}`),
    );
    const repeated = Array.from(
      { length: 5000 },
      (_, i) => `${heldOut.x.data[2 * i]},${heldOut.x.data[2 * i + 1]}`,
    );
    expect(repeated.filter((point) => seen.has(point))).toEqual([]);
  });
});

it("puts the modes where PacGAN does", () => {
  expect(ringMixture.centres.every(([x, y]) => Math.abs(Math.hypot(x, y) - 1) < 1e-12)).toBe(true);
  expect(new Set(gridMixture.centres.map(String)).size).toBe(25);
  expect(gridMixture.centres.flat().every((value) => [-4, -2, 0, 2, 4].includes(value))).toBe(true);
});
