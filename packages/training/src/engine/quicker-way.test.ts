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

const last = <T>(values: readonly T[]): T => values[values.length - 1] as T;

it.each([
  ["alone", { alone: 3, shared: 4 }],
  ["shared", { alone: 4, shared: 3 }],
] as const)("ends with the quicker way: %s", (way, times) => {
  const ways = waysOf(100, (each) => times[each]);
  expect(last(ways)).toBe(way);
  expect(new Set(ways.slice(20))).toEqual(new Set([way]));
  expect(new Set(ways)).toEqual(new Set(["alone", "shared"]));
});

it("is not led astray by a step that was disturbed, nor by a slow beginning", () => {
  const ways = waysOf(100, (way, step) => {
    if (step < 4 || step === 7) return 1000;
    return way === "shared" ? 3 : 4;
  });
  expect(last(ways)).toBe("shared");
});

it("tries again, and changes its mind", () => {
  const ways = waysOf(600, (way, step) => (way === "shared" ? (step < 200 ? 3 : 5) : 4));
  expect(ways[250]).toBe("shared");
  expect(last(ways)).toBe("alone");
});
