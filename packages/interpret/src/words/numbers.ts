import type { Estimate } from "@ganlens/metrics";

/** Below this a number has more zeros than can be counted at a glance. */
const tiny = 1e-4;
const superscripts = [..."⁰¹²³⁴⁵⁶⁷⁸⁹"];

/** A number with three significant digits, no needless zeros, a true minus sign; small ones as "7.84 × 10⁻⁶". */
export function short(value: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) < tiny) {
    const [digits = "", exponent = ""] = Number(value.toPrecision(3)).toExponential().split("e-");
    return `${digits.replace("-", "−")} × 10⁻${[...exponent].map((digit) => superscripts[Number(digit)]).join("")}`;
  }
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
