import { describe, expect, it } from "vitest";
import { fitImage } from "./fit-image.ts";

const fit = (channelsIn: number, channels: 1 | 3, ...data: number[]) => [
  ...fitImage({ data: Uint8Array.from(data), shape: [1, 1, channelsIn] }, { size: [1, 1], channels }).data,
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

  it("lays what is transparent over black", () => {
    expect(fit(2, 1, 200, 0)).toEqual([0]);
    expect(fit(2, 1, 200, 255)).toEqual([200]);
    expect(fit(4, 3, 255, 100, 50, 51)).toEqual([51, 20, 10]);
  });

  it("resizes to exactly the size asked for", () => {
    const picture = { data: new Uint8Array(6 * 10 * 3).fill(9), shape: [6, 10, 3] };
    const { data, shape } = fitImage(picture, { size: [4, 5], channels: 1 });
    expect(shape).toEqual([4, 5, 1]);
    expect([...data]).toEqual(new Array(20).fill(9));
  });
});
