import { expect, it } from "vitest";
import { afterWarp, samePlaces, type Warp } from "./warp.ts";

const first: Warp = { a: 1.1, b: 0.2, c: -0.3, d: 0.9, right: 2, down: -1 };
const second: Warp = { a: 0.8, b: -0.4, c: 0.5, d: 1.2, right: -3, down: 4 };
const origin = ({ a, b, c, d, right, down }: Warp, [x, y]: readonly [number, number]) =>
  [a * x + b * y + right, c * x + d * y + down] as const;

it("takes a pixel from where the first warp had what the second one moves", () => {
  for (const place of [
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const) {
    const [u, v] = origin(afterWarp(first, second), place);
    const [x, y] = origin(first, origin(second, place));
    expect(u).toBeCloseTo(x, 12);
    expect(v).toBeCloseTo(y, 12);
  }
  expect(afterWarp(first, samePlaces)).toEqual(first);
  expect(afterWarp(samePlaces, second)).toEqual(second);
});
