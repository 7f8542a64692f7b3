import { measureSchema } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { compareMeasures } from "./compare-measures.ts";
import { type MeasureInput, measure } from "./measure.ts";

const interval = { low: 0.4, high: 0.6, level: 0.95, method: "t", resampled: "samples" } as const;
const base: MeasureInput = { name: "R²", value: 0.5, n: 100, interval, better: "higher" };

describe("measure", () => {
  it("makes what the contract takes, without what an estimate carries beside", () => {
    const estimate = { value: 0.5, n: 100, interval, bias: 0.1, ownVariance: 3 };
    const made = measure({
      ...estimate,
      name: "x",
      better: "lower",
      floor: { value: 0.1, n: 100, meaning: "halves" },
    });
    expect(measureSchema.parse(made)).toEqual({
      name: "x",
      value: 0.5,
      n: 100,
      interval,
      floor: { value: 0.1, n: 100, meaning: "halves" },
      better: "lower",
    });
    expect(
      measure({ name: "x", value: null, reason: "Nothing varies.", n: 3, better: "neither" }).value,
    ).toBeNull();
  });

  it.each([
    ["a NaN", { value: Number.NaN }, /finite value, received NaN/],
    ["infinity", { value: Number.POSITIVE_INFINITY }, /finite value/],
    ["null without a reason", { value: null, interval: undefined }, /reason/],
    ["null with an interval", { value: null, reason: "none" }, /no interval/],
    ["an interval beside its estimate", { value: 0.7 }, /holds the estimate 0.7, received \[0.4, 0.6\]/],
    ["an interval upside down", { interval: { ...interval, low: 0.7 } }, /low ≤ high/],
    ["an open interval", { interval: { ...interval, high: Number.POSITIVE_INFINITY } }, /finite low ≤ high/],
    ["n of a half", { n: 1.5 }, /n to be an integer/],
    ["a floor of NaN", { floor: { value: Number.NaN, n: 1, meaning: "" } }, /finite floor/],
    [
      "a control of NaN",
      { control: { value: Number.NaN, meaning: "", expected: "lower", margin: 0 } },
      /finite control/,
    ],
    [
      "a control without margin or bound",
      { control: { value: 0, meaning: "", expected: "lower" } },
      /margin or a bound/,
    ],
    [
      "a control with both",
      { control: { value: 0, meaning: "", expected: "lower", margin: 0, bound: 1 } },
      /either/,
    ],
    [
      "a negative margin",
      { control: { value: 0, meaning: "", expected: "lower", margin: -1 } },
      /margin ≥ 0/,
    ],
    [
      "equal to a bound",
      { control: { value: 0, meaning: "", expected: "equal", bound: 1 } },
      /margin for a control/,
    ],
  ])("refuses %s, by name", (_, change, message) => {
    const { interval: given, ...rest } = { ...base, ...change } as MeasureInput & {
      interval?: typeof interval;
    };
    const input = (given === undefined ? rest : { ...rest, interval: given }) as MeasureInput;
    expect(() => measure(input)).toThrow(message);
    expect(() => measure(input)).toThrow(/measure "R²"/);
  });

  it.each([
    ["lower", { margin: 0.2 }, 0.3, true],
    ["lower", { margin: 0.2 }, 0.31, false],
    ["higher", { margin: 0.2 }, 0.71, true],
    ["higher", { margin: 0.2 }, 0.6, false],
    ["equal", { margin: 0.05 }, 0.46, true],
    ["equal", { margin: 0.05 }, 0.44, false],
    ["lower", { bound: 0.02 }, 0.02, true],
    ["lower", { bound: 0.02 }, 0.021, false],
    ["higher", { bound: 0.9 }, 0.91, true],
    ["higher", { bound: 0.9 }, 0.89, false],
  ] as const)("judges a control that must be %s %o: %d → %s", (expected, limit, value, passed) => {
    const made = measure({ ...base, control: { value, meaning: "shuffled", expected, ...limit } });
    expect(made.control?.passed).toBe(passed);
    expect(made.control?.meaning).toMatch(/^shuffled \(must/);
  });

  it("lets a control without a value pass by its bound only", () => {
    const none = { name: "x", value: null, reason: "collapsed", n: 1, better: "higher" } as const;
    const control = { value: 0, meaning: "shuffled", expected: "lower" } as const;
    expect(measure({ ...none, control: { ...control, margin: 0 } }).control?.passed).toBe(false);
    expect(measure({ ...none, control: { ...control, bound: 0.1 } }).control?.passed).toBe(true);
  });
});

describe("compareMeasures", () => {
  const at = (value: number, half: number, change: Partial<MeasureInput> = {}) =>
    measure({ ...base, value, interval: { ...interval, low: value - half, high: value + half }, ...change });

  it("ranks only what is apart", () => {
    expect(compareMeasures(at(1, 0.1), at(2, 0.1))).toMatchObject({
      verdict: "second-higher",
      better: "second",
    });
    expect(compareMeasures(at(2, 0.1), at(1, 0.1))).toMatchObject({
      verdict: "first-higher",
      better: "first",
    });
    const lower = { better: "lower" } as const;
    expect(compareMeasures(at(1, 0.1, lower), at(2, 0.1, lower)).better).toBe("first");
    const neither = { better: "neither" } as const;
    expect(compareMeasures(at(1, 0.1, neither), at(2, 0.1, neither)).better).toBeUndefined();
  });

  it("says so when intervals overlap or touch", () => {
    const close = compareMeasures(at(1, 0.6), at(2, 0.6));
    expect(close).toEqual({
      verdict: "not-distinguishable",
      sentence: "R²: 1 [0.4, 1.6] against 2 [1.4, 2.6], not distinguishable.",
    });
    expect(compareMeasures(at(1, 0.5), at(2, 0.5)).verdict).toBe("not-distinguishable");
  });

  it("compares nothing that is not the same quantity", () => {
    const { interval: _, ...bare } = base;
    for (const [first, second, why] of [
      [at(1, 1), at(1, 1, { name: "other" }), /other measure/],
      [at(1, 1), at(1, 1, { unit: "nats" }), /units/],
      [at(1, 1), measure(bare), /interval is missing/],
      [at(1, 1), measure({ ...bare, value: null, reason: "Nothing varies" }), /no value \(Nothing varies\)/],
      [
        at(1, 1, { floor: { value: 0, n: 100, meaning: "" } }),
        at(1, 1, { floor: { value: 0, n: 200, meaning: "" } }),
        /n = 100 and 200/,
      ],
    ] as const) {
      expect(compareMeasures(first, second).verdict).toBe("not-comparable");
      expect(compareMeasures(first, second).sentence).toMatch(why);
    }
  });
});
