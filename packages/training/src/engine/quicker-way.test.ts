import { expect, it } from "vitest";
import { QuickerWay, type Way } from "./quicker-way.ts";

/** The ways of so many steps, each of two rounds, where a round takes what is told. */
function waysOf(steps: number, milliseconds: (way: Way, step: number) => number): readonly Way[] {
  const quicker = new QuickerWay();
  return Array.from({ length: steps }, (_, step) => {
    const ways = [0, 1].map(() => {
      const way = quicker.at(step);
      quicker.took(milliseconds(way, step));
      return way;
    });
    expect(new Set(ways).size).toBe(1);
    return ways[0] as Way;
  });
}

it.each([
  ["alone", { alone: 3, shared: 4 }],
  ["shared", { alone: 4, shared: 3 }],
] as const)("keeps the quicker way, after both were tried: %s", (way, times) => {
  const ways = waysOf(2000, (each) => times[each]);
  expect(new Set(ways.slice(16, 28))).toEqual(new Set(["alone", "shared"]));
  expect(new Set(ways.slice(28, 64))).toEqual(new Set([way]));
  // What trials cost.
  expect(ways.slice(16).filter((each) => each !== way).length).toBeLessThan(40);
});

it("is not led astray by steps that were disturbed, nor by a slow beginning", () => {
  const ways = waysOf(60, (way, step) => {
    if (step < 16 || step % 3 === 0) return 1000;
    return way === "shared" ? 3 : 4;
  });
  expect(new Set(ways.slice(28))).toEqual(new Set(["shared"]));
});

it("tries again, and changes its mind", () => {
  const ways = waysOf(1000, (way, step) => (way === "alone" ? 4 : step < 200 ? 3 : 5));
  expect(ways[199]).toBe("shared");
  expect(ways.at(-1)).toBe("alone");
});
