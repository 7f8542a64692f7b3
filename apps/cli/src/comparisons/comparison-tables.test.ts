import { expect, test } from "vitest";
import { comparisonTable } from "./comparison-tables.ts";

const distance = { name: "Fréchet distance", value: 1, n: 100, better: "lower" };
const table = (low: number, high: number, better: "first" | "second" | null) => {
  const interval = { low, high, level: 0.95, method: "bootstrap" } as const;
  const comparison = {
    paired: { same: true, why: "" },
    distances: [
      {
        first: distance,
        second: distance,
        better,
        difference: { value: (low + high) / 2, interval, n: 100 },
      },
    ],
    images: {
      first: { data: new Float32Array(0), shape: [0] },
      second: { data: new Float32Array(0), shape: [0] },
    },
    notes: ["With 100 images of each neither is called nearer: that takes 300."],
  };
  return comparisonTable(comparison as unknown as Parameters<typeof comparisonTable>[0], {
    first: "a",
    second: "b",
  });
};

test("says of a pair that is not ranked why: the interval where it holds 0, and else what the notes say", () => {
  expect(table(-1, 1, null).rows[0]?.at(-1)).toMatch(/interval holds 0/);
  expect(table(1, 2, "second").rows[0]?.at(-1)).toBe("b is nearer");
  const left = table(1, 2, null);
  expect(left.rows[0]?.at(-1)).toMatch(/not ranked: the sentences below say why/);
  expect(left.sentences?.join(" ")).toMatch(/neither is called nearer/);
});
