import { ConfigInvalidError } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assertRateSchedule,
  endsWithRun,
  type RateSchedule,
  rateScale,
  rateScheduleSchema,
} from "./rate-schedule.ts";
import { type ScheduleKind, schedules } from "./schedules/schedules.ts";

/** Settings, steps of a run, and the factor at some of them; a new schedule joins by its line. */
const cases: {
  readonly [Kind in ScheduleKind]: readonly [object, number, Readonly<Record<number, number>>][];
} = {
  constant: [
    [{}, 10, { 0: 1, 9: 1 }],
    [{ warmupSteps: 4 }, 10, { 0: 0.25, 2: 0.75, 3: 1, 4: 1, 9: 1 }],
  ],
  linear: [
    [{}, 10, { 0: 1, 5: 0.5, 9: 0.1, 10: 0, 99: 0 }],
    [{ warmupSteps: 2, end: 0.2 }, 10, { 0: 0.5, 1: 1, 2: 1, 6: 0.6, 10: 0.2, 99: 0.2 }],
  ],
  cosine: [
    [{}, 12, { 0: 1, 4: 0.75, 6: 0.5, 12: 0, 99: 0 }],
    [{ warmupSteps: 2, end: 0.2 }, 14, { 0: 0.5, 2: 1, 6: 0.8, 8: 0.6, 14: 0.2, 99: 0.2 }],
  ],
  step: [[{ every: 3, factor: 0.5 }, 10, { 0: 1, 2: 1, 3: 0.5, 5: 0.5, 6: 0.25, 9: 0.125 }]],
  "multi-step": [[{ at: [3, 5], factor: 0.5 }, 10, { 0: 1, 2: 1, 3: 0.5, 4: 0.5, 5: 0.25, 99: 0.25 }]],
  exponential: [[{ decay: 0.5 }, 4, { 0: 1, 1: 0.5, 3: 0.125 }]],
  polynomial: [[{ power: 2 }, 10, { 0: 1, 5: 0.25, 9: 0.01, 10: 0, 99: 0 }]],
  "cosine-restarts": [
    [{ firstPeriod: 6 }, 20, { 0: 1, 2: 0.75, 3: 0.5, 4: 0.25, 6: 1, 9: 0.5, 12: 1, 600003: 0.5 }],
    [{ firstPeriod: 2, growth: 3, end: 0.5 }, 30, { 0: 1, 1: 0.75, 2: 1, 5: 0.75, 8: 1, 17: 0.75, 26: 1 }],
  ],
  triangular: [[{ halfPeriod: 2, low: 0.5 }, 10, { 0: 0.5, 1: 0.75, 2: 1, 3: 0.75, 4: 0.5, 6: 1 }]],
  "one-cycle": [
    [{ warmupShare: 0.5, start: 0.2, end: 0.1 }, 10, { 0: 0.2, 2: 0.6, 4: 1, 9: 0.1, 99: 0.1 }],
    [{}, 1000, { 0: 0.04, 299: 1, 999: 4e-6 }],
  ],
  "inverse-square-root": [[{ warmupSteps: 4 }, 100, { 0: 0.25, 3: 1, 15: 0.5, 63: 0.25 }]],
  cyclical: [[{ cycles: 2, rampShare: 0.5 }, 8, { 0: 0, 1: 0.5, 2: 1, 3: 1, 4: 0, 5: 0.5, 8: 1, 99: 1 }]],
  logistic: [
    [{ steepness: 2, midpoint: 3 }, 8, { 3: 0.5, 4: 1 / (1 + Math.exp(-2)), 0: 1 / (1 + Math.exp(6)) }],
  ],
};

const listed = (Object.keys(cases) as ScheduleKind[]).flatMap((kind) =>
  cases[kind].map(
    ([settings, totalSteps, factors]) =>
      [rateScheduleSchema.parse({ kind, ...settings }), totalSteps, factors] as const,
  ),
);

describe("a schedule", () => {
  it("has a case where it is registered", () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(schedules).sort());
  });

  it.each(listed)("%j in %i steps has these factors", (schedule, totalSteps, factors) => {
    for (const [step, factor] of Object.entries(factors)) {
      expect(rateScale(schedule, Number(step), totalSteps), `step ${step}`).toBeCloseTo(factor, 12);
    }
    expect(() => assertRateSchedule(schedule, totalSteps)).not.toThrow();
  });

  it.each(listed)("%j says whether it ends with the run", (schedule, totalSteps) => {
    const steps = Array.from({ length: totalSteps }, (_, step) => step);
    const over = (total: number) => steps.map((step) => rateScale(schedule, step, total));
    expect(endsWithRun(schedule)).toBe(String(over(totalSteps)) !== String(over(3 * totalSteps)));
  });

  it("is finite and within [0, 1] at every step of every run, and after it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...listed.map(([schedule]) => schedule), "constant" as const, "half-cosine" as const),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 1000 }),
        (schedule, totalSteps, step) => {
          const factor = rateScale(schedule, step, totalSteps);
          expect(factor).toBeGreaterThanOrEqual(0);
          expect(factor).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("gives the bits of before for both plain words", () => {
    expect(rateScale("constant", 7, 10)).toBe(1);
    for (const step of [0, 1, 7, 10, 11]) {
      const before = 0.5 * (1 + Math.cos((Math.PI * Math.min(step, 10)) / 10));
      expect(rateScale("half-cosine", step, 10)).toBe(before);
    }
    expect(["constant", "half-cosine"].map((word) => endsWithRun(word as RateSchedule))).toEqual([
      false,
      true,
    ]);
  });
});

describe("assertRateSchedule", () => {
  it.each([
    [{ kind: "cosine", warmupSteps: 100 }, "warmupSteps", "fewer than the run's 100 steps; received 100"],
    [{ kind: "linear", warmupSteps: 101 }, "warmupSteps", "received 101"],
    [{ kind: "constant", warmupSteps: 100 }, "warmupSteps", "received 100"],
    [{ kind: "inverse-square-root", warmupSteps: 100 }, "warmupSteps", "received 100"],
    [{ kind: "step", every: 100, factor: 0.5 }, "every", "or nothing falls; received 100"],
    [{ kind: "multi-step", at: [5, 100], factor: 0.5 }, "at", "the run's end at 100; received [5,100]"],
    [{ kind: "cosine-restarts", firstPeriod: 100 }, "firstPeriod", "or nothing restarts"],
    [{ kind: "triangular", halfPeriod: 100 }, "halfPeriod", "or the top is not reached"],
    [{ kind: "one-cycle", warmupShare: 0.01 }, "warmupShare", "at least two of the run's 100 steps"],
    [{ kind: "cyclical", cycles: 50 }, "cycles", "fewer than half of the run's 100 steps"],
    [{ kind: "logistic", steepness: 1, midpoint: 100 }, "midpoint", "or it does not rise"],
  ])("refuses %j in 100 steps", (settings, key, words) => {
    const schedule = rateScheduleSchema.parse(settings);
    expect(() => assertRateSchedule(schedule, 100, "rate")).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        message: expect.stringMatching(new RegExp(`^Setting "rate\\.${key}": expected .*`)),
      }),
    );
    expect(() => assertRateSchedule(schedule, 100)).toThrow(words);
  });

  it.each([
    [{ kind: "cosine", warmupSteps: 99 }],
    [{ kind: "step", every: 99, factor: 0.5 }],
    [{ kind: "multi-step", at: [99], factor: 0.5 }],
    [{ kind: "exponential", decay: 0.8 }],
    [{ kind: "cyclical", cycles: 49 }],
  ])("accepts %j in 100 steps", (settings) => {
    expect(() => assertRateSchedule(rateScheduleSchema.parse(settings), 100)).not.toThrow();
  });

  it.each([
    [{ kind: "exponential", decay: 0.5 }, 100],
    [{ kind: "step", every: 1, factor: 0.01 }, 1_000_000],
    [{ kind: "polynomial", power: 40 }, 100],
    [{ kind: "logistic", steepness: 1, midpoint: 99 }, 100],
  ])("refuses %j in %i steps, which trains nothing in most of them", (settings, totalSteps) => {
    expect(() => assertRateSchedule(rateScheduleSchema.parse(settings), totalSteps)).toThrow(
      /^Setting "rateSchedule": expected a learning rate in most steps/,
    );
  });

  it("accepts both plain words in any run", () => {
    for (const totalSteps of [1, 2, 3, 1_000_000]) {
      for (const word of ["constant", "half-cosine"] as const) {
        expect(() => assertRateSchedule(word, totalSteps)).not.toThrow(ConfigInvalidError);
      }
    }
  });
});

describe("the schema", () => {
  it.each([
    [{ kind: "step", every: 3 }],
    [{ kind: "step", every: 3, factor: 1 }],
    [{ kind: "step", every: 3, factor: 0 }],
    [{ kind: "exponential", decay: 1 }],
    [{ kind: "exponential", decay: 0 }],
    [{ kind: "cosine", warmupSteps: -1 }],
    [{ kind: "cosine", end: 1.1 }],
    [{ kind: "polynomial", power: 0 }],
    [{ kind: "inverse-square-root", warmupSteps: 0 }],
    [{ kind: "cosine-restarts", firstPeriod: 0 }],
    [{ kind: "cyclical", rampShare: 0 }],
    [{ kind: "one-cycle", warmupShare: 1 }],
    ["linear"],
  ])("refuses %j", (settings) => {
    expect(rateScheduleSchema.safeParse(settings).success).toBe(false);
  });
});
