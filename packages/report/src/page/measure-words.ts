import type { Measure } from "@ganlens/core";
import { decimalsForWidth, formatNumber, type NumberFormat, narrowSpace } from "../format/format-number.ts";

/** The digits that a measure's interval justifies; counts stay whole. */
function digits({ value, interval }: Measure): NumberFormat {
  if (interval === undefined) return {};
  if ([value, interval.low, interval.high].every((each) => Number.isInteger(each))) return {};
  const decimals = decimalsForWidth(interval.high - interval.low);
  return decimals === undefined ? {} : { decimals };
}

/** A name and the addition in brackets at its end: "distance [PCA-64 of pixels]" → "distance" and "[PCA-64 of pixels]". */
export function nameParts({ name }: Measure): { readonly name: string; readonly qualifier: string | null } {
  const parts = /^([^[(]*[^[(\s]) ([[(].*[\])])$/s.exec(name);
  return { name: parts?.[1] ?? name, qualifier: parts?.[2] ?? null };
}

/** The value as precise as its interval allows, without its unit; "not computed: reason" where there is none. */
export function valueWords(measure: Measure): string {
  if (measure.value === null) return `not computed: ${measure.reason ?? "no reason was given"}`;
  return formatNumber(measure.value, digits(measure));
}

/** "0.61 to 0.67" */
export function intervalWords(measure: Measure): string | null {
  const { interval } = measure;
  if (interval === undefined) return null;
  const format = digits(measure);
  return `${formatNumber(interval.low, format)} to ${formatNumber(interval.high, format)}`;
}

/** "95 % interval" */
export function levelWords({ interval }: Measure): string {
  return interval === undefined ? "" : `${percent(interval.level)} interval`;
}

/** "bootstrap, over samples" */
export function methodWords({ interval }: Measure): string {
  return interval === undefined ? "" : `${interval.method}, over ${interval.resampled}`;
}

/** Which way a control must lie, seen from the measure. */
export function expectedWords(expected: NonNullable<Measure["control"]>["expected"]): string {
  return { lower: "must be lower", higher: "must be higher", equal: "must agree" }[expected];
}

/** Which values are good ones. */
export function betterWords(better: Measure["better"]): string {
  return { higher: "higher is better", lower: "lower is better", neither: "neither direction is better" }[
    better
  ];
}

/** A share in per cent: 0.95 → "95 %". */
export function percent(share: number): string {
  return `${formatNumber(share * 100, { significant: 3, trim: true })}${narrowSpace}%`;
}
