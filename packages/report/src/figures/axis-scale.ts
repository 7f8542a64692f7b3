import type { Axis } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";

/** A numeric axis that is settled before drawing, so that its labels' room is known. */
export interface AxisScale {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly tickFormat: (value: number) => string;
  /** Length of the longest tick label in characters. */
  readonly widest: number;
}

/** How an axis is settled. */
export interface AxisOptions {
  /** Includes zero. */
  readonly zero?: boolean;
  /** About how many ticks there is room for. */
  readonly count?: number;
  /** Widens the domain to whole ticks. */
  readonly nice?: boolean;
  /** Puts the ticks at the values themselves where the axis is logarithmic and has no more different ones than this. */
  readonly ownTicks?: number;
}

/** Beyond these sizes the arithmetic of an axis would overflow, or lose its digits to subnormal numbers. */
const largest = 1e300;
const smallest = 1e-300;
/** Values that differ by less than this share of their size count as one: ticks between them would read alike. */
const resolution = 1e-9;

/** True when the value can be shown on the axis: at most 1e300 in size, and at least 1e-300 where it is logarithmic. */
export function showable(axis: Axis, value: number): boolean {
  return Math.abs(value) <= largest && (axis.scale !== "log" || value >= smallest);
}

/** Domain and ticks of an axis that shows the values; values that it cannot show are ignored. */
export function axisScale(axis: Axis, values: Iterable<number>, options: AxisOptions = {}): AxisScale {
  const own = new Set<number>();
  const mostOwn = axis.scale === "log" ? (options.ownTicks ?? 0) : 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!showable(axis, value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (own.size <= mostOwn) own.add(value);
  }
  if (low > high) [low, high] = axis.scale === "log" ? [1, 10] : [0, 1];
  if (axis.scale !== "log") return linearScale(low, high, options);
  const scale = logScale(low, high, options);
  if (own.size < 2 || own.size > mostOwn) return scale;
  return settled(
    "log",
    scale.domain,
    [...own].sort((one, other) => one - other),
    scale.tickFormat,
  );
}

function linearScale(
  from: number,
  to: number,
  { zero = false, count = 6, nice = false }: AxisOptions,
): AxisScale {
  let low = zero ? Math.min(0, from) : from;
  let high = zero ? Math.max(0, to) : to;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= Math.max(smallest, resolution * size)) {
    const room = size <= smallest ? 1 : size * 0.1;
    low -= zero && low === 0 ? 0 : room;
    high += room;
  }
  const step = niceStep((high - low) / count);
  // A little slack keeps 0.30000000000000004 from asking for another tick.
  const first = nice ? Math.floor(low / step + 1e-9) : Math.ceil(low / step - 1e-9);
  const last = nice ? Math.ceil(high / step - 1e-9) : Math.floor(high / step + 1e-9);
  const length = Math.min(100, Math.max(0, last - first + 1));
  const ticks = Array.from({ length }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  const decimals = Math.max(0, Math.min(12, -Math.floor(Math.log10(step) + 1e-9)));
  const large = Math.max(Math.abs(low), Math.abs(high)) >= 1e9 || step < 1e-6;
  const tickFormat = (value: number): string =>
    large ? formatNumber(value, { significant: 4, trim: true }) : formatNumber(value, { decimals });
  const domain: [number, number] = nice ? [first * step, last * step] : [low, high];
  return settled("linear", domain, ticks, tickFormat);
}

function logScale(from: number, to: number, { count = 6, nice = false }: AxisOptions): AxisScale {
  let [low, high] = to / from - 1 <= resolution ? [from / 2, to * 2] : [from, to];
  const powers = (below: number, above: number): number[] => {
    const first = Math.floor(Math.log10(below) - 1e-9);
    const last = Math.ceil(Math.log10(above) + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, at) => Number(`1e${first + at}`));
  };
  const decades = Math.log10(high / low);
  const multiples = decades > 3 ? [1] : decades > 1.2 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 7];
  let candidates = powers(low, high).flatMap((power) =>
    multiples.map((by) => Number((by * power).toPrecision(6))),
  );
  if (nice) {
    low = candidates.filter((tick) => tick <= low * (1 + 1e-9)).at(-1) ?? low;
    high = candidates.find((tick) => tick >= high * (1 - 1e-9)) ?? high;
  }
  candidates = candidates.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const every = Math.max(1, Math.ceil(candidates.length / (count + 1)));
  const ticks = candidates.filter((_, at) => at % every === 0);
  return settled("log", [low, high], ticks, (value) => formatNumber(value, { significant: 4, trim: true }));
}

function settled(
  type: "linear" | "log",
  domain: readonly [number, number],
  ticks: readonly number[],
  tickFormat: (value: number) => string,
): AxisScale {
  return {
    type,
    domain,
    ticks,
    tickFormat,
    widest: Math.max(1, ...ticks.map((tick) => tickFormat(tick).length)),
  };
}

/** The smallest of 1, 2, 5 times a power of ten that is not below the size. */
function niceStep(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  const by = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-9)) ?? 10;
  return by * power;
}
