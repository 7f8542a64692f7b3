import { describe, expect, it } from "vitest";
import { decodePng } from "../codecs/png.ts";
import { imageGrid } from "./image-grid.ts";

describe("imageGrid", () => {
  it("puts images row by row into equal tiles, clipped to [0, 1]", () => {
    const images = { data: Float32Array.from([0, 1, 2, -1, 0.5, 1]), shape: [3, 1, 2, 1] };
    const grid = imageGrid(images, 2);
    expect(grid).toMatchObject({ columns: 2, tileSize: [2, 3], width: 6, height: 4 });
    const { data, width, channels } = decodePng(grid.png);
    expect([width, channels]).toEqual([6, 1]);
    expect([data[0], data[1], data[3], data[4]]).toEqual([0, 255, 255, 0]);
    expect([data[12], data[13]]).toEqual([128, 255]);
  });

  it("refuses what is not images", () => {
    expect(() => imageGrid({ data: new Float32Array(4), shape: [2, 2] }, 2)).toThrow(/\[n, height, width/);
  });
});
