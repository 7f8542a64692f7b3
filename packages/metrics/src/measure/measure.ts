import { ConfigInvalidError, type Interval, type Measure } from "@ganlens/core";
import type { Estimate } from "./estimate.ts";

/**
 * The same quantity where it must fail, and how far: `passed` is worked out here, not by the caller.
 *
 * Give `margin`, the least difference from the measured value, or `bound`, an absolute limit ("R² ≤ 0.02").
 */
export interface ControlInput {
  readonly value: number;
  readonly meaning: string;
  /** Where the control must lie, seen from the measured value (or from `bound`). */
  readonly expected: "lower" | "higher" | "equal";
  /** ≥ 0: the least gap for "lower" and "higher", the largest for "equal". */
  readonly margin?: number;
  readonly bound?: number;
}

/** All of a `Measure`, with the control as it was measured. */
export interface MeasureInput extends Estimate {
  readonly name: string;
  readonly unit?: string;
  readonly floor?: NonNullable<Measure["floor"]>;
  readonly control?: ControlInput;
  readonly secondExtractor?: NonNullable<Measure["secondExtractor"]>;
  readonly detects?: NonNullable<Measure["detects"]>;
  readonly better: Measure["better"];
}

/**
 * A checked `Measure`: no NaN, a reason where there is no value, an interval that holds its own estimate, and a control
 * that passed or did not.
 *
 * A control passes "lower" when control ≤ value − margin (or ≤ bound), "higher" when control ≥ value + margin (or ≥
 * bound), "equal" when |control − value| ≤ margin. Without a value a control with a margin does not pass.
 *
 * @throws {ConfigInvalidError} when one of these does not hold, naming the measure and the field
 */
export function measure(input: MeasureInput): Measure {
  const { name, value, interval, control, floor, n } = input;
  const fail = (message: string, hint?: string): never => {
    throw new ConfigInvalidError({ message: `measure "${name}": ${message}`, ...(hint ? { hint } : {}) });
  };
  const finite = (field: string, number: number): void => {
    if (!Number.isFinite(number)) fail(`expected a finite ${field}, received ${number}.`);
  };
  if (value === null) {
    if (!input.reason) fail("expected a reason beside a value of null, received none.");
    if (interval) fail("expected no interval beside a value of null, received one.");
  } else {
    if (!Number.isFinite(value)) {
      fail(`expected a finite value, received ${value}.`, "Use null with a reason where there is no value.");
    }
  }
  if (!Number.isInteger(n) || n < 0) fail(`expected n to be an integer of at least 0, received ${n}.`);
  if (interval && value !== null) checkInterval(interval, value, fail);
  if (floor) finite("floor", floor.value);
  if (input.secondExtractor) finite("second extractor's value", input.secondExtractor.value);
  if (control) finite("control", control.value);
  // Field by field, since estimates carry more than a Measure may hold.
  return {
    name,
    value,
    ...(value === null && input.reason ? { reason: input.reason } : {}),
    ...(input.unit === undefined ? {} : { unit: input.unit }),
    n,
    ...(interval ? { interval } : {}),
    ...(floor ? { floor } : {}),
    ...(control ? { control: judgeControl(control, value, fail) } : {}),
    ...(input.secondExtractor ? { secondExtractor: input.secondExtractor } : {}),
    ...(input.detects ? { detects: input.detects } : {}),
    better: input.better,
  };
}

function checkInterval(interval: Interval, value: number, fail: (message: string) => never): void {
  const { low, high } = interval;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    fail(`expected an interval of finite low ≤ high, received [${low}, ${high}].`);
  }
  const slack = 1e-9 * Math.max(Math.abs(value), Math.abs(low), Math.abs(high));
  if (value < low - slack || value > high + slack) {
    fail(
      `expected an interval that holds the estimate ${value}, received [${low}, ${high}] (${interval.method}).`,
    );
  }
}

function judgeControl(
  { value: control, meaning, expected, margin, bound }: ControlInput,
  value: number | null,
  fail: (message: string) => never,
): NonNullable<Measure["control"]> {
  if ((margin === undefined) === (bound === undefined)) {
    fail("expected a control with either a margin or a bound.");
  }
  if (bound !== undefined && expected === "equal")
    fail('expected a margin for a control that must be "equal".');
  if (!Number.isFinite(margin ?? bound) || (margin ?? 0) < 0) {
    fail(`expected a finite bound or a margin ≥ 0 for the control, received ${margin ?? bound}.`);
  }
  const by = margin ?? 0;
  const from = bound ?? value;
  const passed =
    from !== null &&
    (expected === "equal"
      ? Math.abs(control - from) <= by
      : expected === "lower"
        ? control <= from - by
        : control >= from + by);
  const must =
    bound !== undefined
      ? `must be ${expected === "lower" ? "at most" : "at least"} ${bound}`
      : expected === "equal"
        ? `must agree within ${by}`
        : `must be ${expected} by at least ${by}`;
  return { value: control, meaning: `${meaning} (${must})`, expected, passed };
}
