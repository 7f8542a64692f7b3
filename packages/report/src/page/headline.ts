import type { RunRecord } from "@ganlens/core";
import { kindWords, shapeWords } from "../facts/run-words.ts";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { type HtmlValue, html, type Markup } from "./html.ts";

const stateWords: Readonly<Record<RunRecord["state"], string>> = {
  running: "still training",
  finished: "training finished",
  stopped: "training was stopped",
  diverged: "training diverged",
  failed: "training failed",
};

/** The name of the run, how it came to be, and the few facts that tell it from others. */
export function headline(run: RunRecord | null, title: string, models: number): Markup {
  if (run === null) return html`<p class="brand">ganlens report</p><h1>${title}</h1>`;
  return html`<p class="brand">ganlens report</p>
<h1>${title}</h1>
<ul class="tags">
${tags(run, models).map((tag) => html`<li>${tag}</li>\n`)}</ul>
${run.reason !== undefined && html`<p class="note">${run.reason}</p>`}`;
}

function tags(run: RunRecord, models: number): readonly HtmlValue[] {
  const { state, training, subject } = run;
  const kind = kindWords(run, models);
  if (training === undefined) {
    return [
      ...(state === "finished" ? [] : [controlMark(false, state)]),
      kind,
      shapeWords(subject.shape),
      ...(subject.data === undefined ? [] : [subject.data.dataset.name]),
    ];
  }
  const { dataset, seed, step, totalSteps } = training;
  return [
    state === "running" || state === "stopped"
      ? stateWords[state]
      : controlMark(state === "finished", stateWords[state]),
    `step ${formatNumber(step)} of ${formatNumber(totalSteps)}`,
    kind,
    dataset.name,
    `seed ${seed}`,
  ];
}
