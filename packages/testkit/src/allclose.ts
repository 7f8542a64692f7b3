import { expect } from "vitest";

/** What {@link toBeAllclose} compares: numbers, arrays of numbers nested at will, typed arrays, or `{ data, shape }`. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[] | { readonly data: ArrayLike<number> };

/** How far a value may lie from the expected one: |received − expected| ≤ atol + rtol·|expected|. */
export interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: interfaces merge only with the very same parameters
  interface Matchers<T = any> {
    /** Every value within atol + rtol·|expected| of the expected one; NaN equals only NaN. Both have the same count. */
    toBeAllclose(expected: Numbers, tolerance?: Tolerance): void;
  }
}

function flatten(values: unknown): number[] {
  if (typeof values === "number") return [values];
  if (ArrayBuffer.isView(values)) return Array.from(values as unknown as ArrayLike<number>);
  if (Array.isArray(values)) return values.flatMap(flatten);
  if (typeof values === "object" && values !== null && "data" in values) return flatten(values.data);
  throw new TypeError(`Expected numbers, received ${String(values)}.`);
}

function withinTolerance(received: number, expected: number, rtol: number, atol: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(received);
  if (!Number.isFinite(expected)) return received === expected;
  return Math.abs(received - expected) <= atol + rtol * Math.abs(expected);
}

expect.extend({
  toBeAllclose(received: unknown, expected: unknown, { rtol = 1e-5, atol = 1e-6 }: Tolerance = {}) {
    const got = flatten(received);
    const want = flatten(expected);
    if (got.length !== want.length) {
      return { pass: false, message: () => `Expected ${want.length} values, received ${got.length}.` };
    }
    const wrong = got.flatMap((value, i) =>
      withinTolerance(value, want[i] as number, rtol, atol) ? [] : [`[${i}] ${value} instead of ${want[i]}`],
    );
    return {
      pass: wrong.length === 0,
      message: () =>
        wrong.length === 0
          ? `Expected some value to differ by more than atol ${atol} + rtol ${rtol}.`
          : `${wrong.length} of ${want.length} values differ by more than atol ${atol} + rtol ${rtol}: ${wrong.slice(0, 8).join("; ")}`,
    };
  },
});
