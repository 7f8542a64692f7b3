import type { Estimate } from "@ganlens/metrics";

/** A number with three significant digits, no needless zeros, a true minus sign. */
export function short(value: number): string {
  if (value === 0) return "0";
  const text = Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  return text.replace("-", "−");
}

/** A share as a percentage: 0.812 → "81 %", 0.0213 → "2.1 %". */
export function percent(value: number): string {
  const scaled = 100 * value;
  const digits = Math.abs(scaled) >= 10 ? 0 : 1;
  return `${scaled.toFixed(digits).replace("-", "−")} %`;
}

/** An estimate with its interval: "0.83 [0.79, 0.87]"; "not computed" when there is none. */
export function withInterval(
  { value, interval }: Pick<Estimate, "value" | "interval">,
  show: (value: number) => string = short,
): string {
  if (value === null) return "not computed";
  return interval === undefined
    ? show(value)
    : `${show(value)} [${show(interval.low)}, ${show(interval.high)}]`;
}
