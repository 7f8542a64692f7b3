/** A share with its interval, in percent: "95.0 % [83.1, 99.4]". */
export function shareWords({
  value,
  low,
  high,
}: {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}): string {
  return `${percent(value)} % [${percent(low)}, ${percent(high)}]`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
