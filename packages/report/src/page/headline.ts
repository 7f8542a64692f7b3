import type { RunRecord } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";

const stateWords: Readonly<Record<RunRecord["state"], string>> = {
  running: "still training",
  finished: "training finished",
  stopped: "training was stopped",
  diverged: "training diverged",
  failed: "training failed",
};

/** The name of the run, how its training went, and the few facts that tell it from others. */
export function headline(run: RunRecord | null, title: string): Markup {
  if (run === null) return html`<p class="brand">ganlens report</p><h1>${title}</h1>`;
  const { state, reason, dataset, preset, trainer, seed, step, totalSteps } = run;
  const progress = `step ${formatNumber(step)} of ${formatNumber(totalSteps)}`;
  return html`<p class="brand">ganlens report</p>
<h1>${title}</h1>
<ul class="tags">
<li>${state === "running" || state === "stopped" ? stateWords[state] : controlMark(state === "finished", stateWords[state])}</li>
<li>${progress}</li>
<li>${preset === null ? trainer : `${trainer}, preset ${preset}`}</li>
<li>${dataset.name}</li>
<li>seed ${String(seed)}</li>
</ul>
${reason !== undefined && html`<p class="note">${reason}</p>`}`;
}
