import { type Control, controlHeld } from "@ganlens/core";

/** From this share of the draws on, something is said to be seen; the shares below it are said as they are. */
const reliably = 0.8;

/** What a control says of a result: what would have been seen in the calibration's draws, and what was in this run's. */
export function controlWords({ kind, title, draws, found, reason, calibration }: Control): string {
  if (found === null) return `${title}: no control possible here, because ${reason ?? "no reason was given"}`;
  const here =
    draws === 0
      ? "not drawn in this run"
      : `in this run ${found === draws ? "" : "only "}${found} of ${draws}`;
  if (calibration === undefined) {
    return `${title} ${words[kind].seen[controlHeld({ found, draws }) ? "yes" : "no"]} (${here}; how often was not measured yet)`;
  }
  const would = calibration.found / calibration.draws >= reliably ? "yes" : "no";
  const often = `${calibration.found} of ${calibration.draws} at about ${calibration.n} images`;
  return `${title} ${words[kind].would[would]} (${often}; ${here})`;
}

interface Seen {
  readonly yes: string;
  readonly no: string;
}

const words: Readonly<Record<Control["kind"], { readonly would: Seen; readonly seen: Seen }>> = {
  "spike-in": {
    would: { yes: "would have been seen", no: "would not have been seen reliably" },
    seen: { yes: "was seen", no: "was missed" },
  },
  placebo: {
    would: { yes: "would have been found clean", no: "would not have been found clean reliably" },
    seen: { yes: "was found clean", no: "was called faulty" },
  },
  contrast: {
    would: { yes: "would have gone as it must", no: "would not have gone as it must reliably" },
    seen: { yes: "went as it must", no: "did not go as it must" },
  },
};
