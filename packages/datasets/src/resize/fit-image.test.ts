import { describe, expect, it } from "vitest";
import { fitImage } from "./fit-image.ts";

let behind: "white" | "black" = "black";
const fit = (channelsIn: number, channels: 1 | 3, ...data: number[]) => [
  ...fitImage(
    { data: Uint8Array.from(data), shape: [1, 1, channelsIn] },
    { size: [1, 1], channels, fit: "stretch", behind },
  ).data,
];

describe("fitImage", () => {
  it("weighs colours into grey and spreads grey into colours", () => {
    expect(fit(1, 1, 77)).toEqual([77]);
    expect(fit(1, 3, 77)).toEqual([77, 77, 77]);
    expect(fit(3, 3, 1, 2, 3)).toEqual([1, 2, 3]);
    expect(fit(3, 1, 255, 0, 0)).toEqual([76]);
    expect(fit(3, 1, 0, 255, 0)).toEqual([150]);
    expect(fit(3, 1, 0, 0, 255)).toEqual([29]);
    expect(fit(3, 1, 255, 255, 255)).toEqual([255]);
  });

  it("lays what is transparent over black or white", () => {
    expect(fit(2, 1, 200, 0)).toEqual([0]);
    expect(fit(2, 1, 200, 255)).toEqual([200]);
    expect(fit(4, 3, 255, 100, 50, 51)).toEqual([51, 20, 10]);
    behind = "white";
    expect(fit(2, 1, 200, 0)).toEqual([255]);
    expect(fit(2, 1, 200, 255)).toEqual([200]);
    expect(fit(4, 3, 255, 100, 50, 51)).toEqual([255, 224, 214]);
  });

  it("resizes to exactly the size asked for", () => {
    const picture = { data: new Uint8Array(6 * 10 * 3).fill(9), shape: [6, 10, 3] };
    const { data, shape } = fitImage(picture, { size: [4, 5], channels: 1, fit: "stretch", behind: "white" });
    expect(shape).toEqual([4, 5, 1]);
    expect([...data]).toEqual(new Array(20).fill(9));
  });

  it("cuts out the middle, or puts bars beside, so that nothing is stretched", () => {
    // Two high and six wide: columns 1 … 6.
    const picture = { data: Uint8Array.from({ length: 12 }, (_, i) => (i % 6) + 1), shape: [2, 6, 1] };
    const upright = {
      data: Uint8Array.from({ length: 12 }, (_, i) => Math.floor(i / 2) + 1),
      shape: [6, 2, 1],
    };
    const square = { size: [2, 2], channels: 1, behind: "black" } as const;
    expect([...fitImage(picture, { ...square, fit: "cover" }).data]).toEqual([3, 4, 3, 4]);
    expect([...fitImage(upright, { ...square, fit: "cover" }).data]).toEqual([3, 3, 4, 4]);
    const six = { size: [6, 6], channels: 1, behind: "white", fit: "contain" } as const;
    const rows = (data: Uint8Array) =>
      Array.from({ length: 6 }, (_, i) => [...data.subarray(6 * i, 6 * i + 6)]);
    const bar = new Array(6).fill(255);
    const columns = [1, 2, 3, 4, 5, 6];
    expect(rows(fitImage(picture, six).data)).toEqual([bar, bar, columns, columns, bar, bar]);
    expect(rows(fitImage(upright, six).data)).toEqual(columns.map((v) => [255, 255, v, v, 255, 255]));
  });

  it("takes no more memory for a picture of extreme shape", () => {
    const line = { data: new Uint8Array(100_000).fill(7), shape: [1, 100_000, 1] };
    for (const fit of ["cover", "contain", "stretch"] as const) {
      const { shape } = fitImage(line, { size: [8, 12], channels: 1, fit, behind: "black" });
      expect(shape).toEqual([8, 12, 1]);
    }
  });
});
