import type { Timing } from "./benchmark.ts";

/** A table of timings, each with its ratio to the first. */
export function formatTimings(timings: readonly Timing[], { item }: { item: string }): string {
  const [baseline] = timings;
  if (baseline === undefined) return "No timings.";
  const width = Math.max(...timings.map(({ name }) => name.length));
  return timings
    .map(({ name, nanosecondsPerItem }) => {
      const ratio = (nanosecondsPerItem / baseline.nanosecondsPerItem).toFixed(2);
      return `${name.padEnd(width)}  ${ratio.padStart(8)} ×  ${formatTime(nanosecondsPerItem)} per ${item}`;
    })
    .join("\n");
}

function formatTime(nanoseconds: number): string {
  const [divisor, unit]: [number, string] =
    nanoseconds < 1e3 ? [1, "ns"] : nanoseconds < 1e6 ? [1e3, "µs"] : [1e6, "ms"];
  return `${(nanoseconds / divisor).toFixed(1).padStart(7)} ${unit}`;
}
