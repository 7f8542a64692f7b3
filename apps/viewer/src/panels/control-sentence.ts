import { type Control, controlHeld } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";

const kinds: Readonly<Record<Control["kind"], string>> = {
  placebo: "Clean in its place",
  "spike-in": "Planted fault",
  contrast: "Contrast",
};

/** What was looked at in the generator's place. */
export function controlName({ kind, title }: Control): string {
  return `${kinds[kind]}: ${title}`;
}

/** "found as it must be in 1 of 1 draws; in the calibration in 190 of 200, at n = 2,000", or why nothing was drawn. */
export function controlSentence({ draws, found, reason, calibration }: Control): string {
  const here =
    found === null
      ? `could not be made${reason === undefined ? "" : `, because ${reason}`}`
      : `found as it must be in ${formatNumber(found)} of ${formatNumber(draws)} ${draws === 1 ? "draw" : "draws"}`;
  if (calibration === undefined) return `${here}; not calibrated yet`;
  const { found: seen, draws: of, n } = calibration;
  return `${here}; in the calibration in ${formatNumber(seen)} of ${formatNumber(of)}, at n = ${formatNumber(n)}`;
}

/** Whether it came out as it must; null where it was not made. */
export function controlPassed({ draws, found }: Control): boolean | null {
  return found === null || draws === 0 ? null : controlHeld({ found, draws });
}
