const fractions: readonly (readonly [number, string])[] = [
  [0.1, "a tenth"],
  [0.2, "a fifth"],
  [0.25, "a quarter"],
  [0.33, "a third"],
  [0.4, "two fifths"],
  [0.5, "half"],
  [0.6, "three fifths"],
  [0.67, "two thirds"],
  [0.75, "three quarters"],
  [0.8, "four fifths"],
  [0.9, "nine tenths"],
];

/** A share in words, by the nearest simple fraction: 0.81 → "about four fifths"; "nearly all" from 0.95, "hardly any" below 0.05. */
export function aboutShare(share: number): string {
  if (share >= 0.95) return "nearly all";
  if (share < 0.05) return "hardly any";
  const distance = ([value]: (typeof fractions)[number]): number => Math.abs(value - share);
  const [nearest] = [...fractions].sort((a, b) => distance(a) - distance(b));
  return `about ${nearest?.[1]}`;
}
