import type { Measure } from "@ganlens/core";
import { formatNumber, type NumberFormat } from "@ganlens/report";

const expectedWords = { lower: "must be lower", higher: "must be higher", equal: "must agree" } as const;

/** A measure in one sentence: value, interval, floor, and how its control went. */
export function measureWords(measure: Measure): string {
  const { name, value, reason, unit, n, interval, floor, control, secondExtractor } = measure;
  if (value === null) return `${name}: not computed, ${reason ?? "no reason was given"}`;
  const format = formatOf(value, interval);
  const number = (each: number) => plain(formatNumber(each, format));
  const head = `${name}: ${number(value)}${unit === undefined ? "" : ` ${unit}`}`;
  const facts = [
    interval === undefined
      ? `n = ${n}`
      : `${Math.round(100 * interval.level)} % interval ${number(interval.low)} to ${number(interval.high)} over ${interval.resampled}`,
    ...(floor === undefined ? [] : [`floor ${number(floor.value)}`]),
    ...(secondExtractor === undefined
      ? []
      : [`${secondExtractor.name} ${plain(formatNumber(secondExtractor.value))}`]),
    ...(control === undefined
      ? []
      : [
          `control ${number(control.value)} ${expectedWords[control.expected]}: ${control.passed ? "passed" : "FAILED"}`,
        ]),
  ];
  return `${head} (${facts.join("; ")})`;
}

/** As many digits after the point as show the interval's width with two significant ones; none for counts. */
function formatOf(value: number, interval: Measure["interval"]): NumberFormat {
  if (interval === undefined || !(interval.high > interval.low)) return {};
  if ([value, interval.low, interval.high].every(Number.isInteger)) return { decimals: 0 };
  const width = interval.high - interval.low;
  return { decimals: Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(width)))) };
}

/** Narrow spaces are not a cell wide in every terminal. */
function plain(text: string): string {
  return text.replaceAll("\u202f", " ");
}
