import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisScale, showable } from "./axis-scale.ts";

const linear = { label: "x" };
const log = { label: "x", scale: "log" } as const;

describe("axisScale", () => {
  it("puts ticks at round numbers", () => {
    const scale = axisScale(linear, [0.02, 0.97], { nice: true, count: 5 });
    expect(scale.domain).toEqual([0, 1]);
    expect(scale.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(scale.ticks.map(scale.tickFormat)).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  });

  it("includes zero when asked", () => {
    expect(axisScale(linear, [3, 9], { zero: true, nice: true }).domain[0]).toBe(0);
    expect(axisScale(linear, [0, 0], { zero: true, nice: true }).domain).toEqual([0, 1]);
  });

  it("puts logarithmic ticks at powers and ignores what has no logarithm", () => {
    const scale = axisScale(log, [0, -4, Number.NaN, 0.001, 100], { nice: true });
    expect(scale.domain).toEqual([0.001, 100]);
    expect(scale.ticks).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
    expect(axisScale(log, [2, 64]).ticks).toEqual([2, 5, 10, 20, 50]);
  });

  it("gives values that no tick can tell apart some room", () => {
    expect(axisScale(linear, [5e-324]).domain).toEqual([-1, 1]);
    expect(axisScale(linear, [5e-324], { zero: true, nice: true }).domain).toEqual([0, 1]);
    expect(axisScale(linear, [1, 1 + 2e-16]).ticks).toEqual([0.9, 0.95, 1, 1.05, 1.1]);
    expect(axisScale(log, [3, 3 + 1e-15]).domain).toEqual([1.5, 6.000000000000002]);
  });

  it("leaves out what it has no arithmetic for", () => {
    expect([1e301, -1e301, Number.NaN, Number.POSITIVE_INFINITY].some((each) => showable(linear, each))).toBe(
      false,
    );
    expect([0, -1, 5e-324].some((each) => showable(log, each))).toBe(false);
    expect(showable(linear, 5e-324) && showable(log, 1e-300) && showable(log, 1e300)).toBe(true);
  });

  it("has a domain and few ticks for any finite values", () => {
    const values = fc.array(fc.double());
    fc.assert(
      fc.property(values, fc.boolean(), fc.constantFrom(linear, log), (values, nice, axis) => {
        const { domain, ticks } = axisScale(axis, values, { nice });
        expect(domain[0]).toBeLessThan(domain[1]);
        expect(domain.every((end) => Math.abs(end) < 1e302 && (axis === linear || end > 1e-302))).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(12);
        for (const value of values.filter((each) => showable(axis, each))) {
          // No eye sees a millionth of the axis; round ends are worth it.
          const slack = 1e-6 * (axis === log ? value : domain[1] - domain[0]);
          expect(value).toBeGreaterThanOrEqual(domain[0] - slack);
          expect(value).toBeLessThanOrEqual(domain[1] + slack);
        }
      }),
      { numRuns: 500 },
    );
  });
});
