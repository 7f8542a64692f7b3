import { type RunRecord, type RunStanding, runStanding } from "@ganlens/core";
import { kindWords, shapeWords } from "../facts/run-words.ts";
import { formatNumber } from "../format/format-number.ts";
import { controlMark } from "./control-mark.ts";
import { type HtmlValue, html, type Markup } from "./html.ts";

const stateWords: Readonly<Record<RunStanding, string>> = {
  running: "still training",
  finished: "training finished",
  stopped: "training was stopped",
  diverged: "training diverged",
  failed: "training failed",
  interrupted: "training was interrupted",
  "not known": "training is unfinished",
};

/** The name of the run, how it came to be, and the few facts that tell it from others. */
export function headline({
  run,
  standing,
  title,
  models,
}: {
  readonly run: RunRecord | null;
  readonly standing?: RunStanding | undefined;
  readonly title: string;
  readonly models: number;
}): Markup {
  if (run === null) return html`<p class="brand">ganlens report</p><h1>${title}</h1>`;
  return html`<p class="brand">ganlens report</p>
<h1>${title}</h1>
<ul class="tags">
${tags(run, { models, standing: standing ?? runStanding(run, "not known") }).map((tag) => html`<li>${tag}</li>\n`)}</ul>
${run.reason !== undefined && html`<p class="note">${run.reason}</p>`}`;
}

function tags(
  run: RunRecord,
  { models, standing }: { readonly models: number; readonly standing: RunStanding },
): readonly HtmlValue[] {
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
    ["finished", "diverged", "failed"].includes(standing)
      ? controlMark(standing === "finished", stateWords[standing])
      : stateWords[standing],
    `step ${formatNumber(step)} of ${formatNumber(totalSteps)}`,
    kind,
    dataset.name,
    `seed ${seed}`,
  ];
}
