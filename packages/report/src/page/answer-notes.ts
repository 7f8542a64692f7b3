import type { AnswerStanding, LensResult } from "@ganlens/core";
import { controlMark } from "./control-mark.ts";
import { html, type Markup } from "./html.ts";

/** What must be known of an answer before it is read: of which step and which generator it is, and against which data. */
export function answerNotes(
  { earlier, against }: LensResult,
  standing: AnswerStanding | null,
): readonly Markup[] {
  return [
    ...(earlier === undefined ? [] : [html`<p class="note">Of step ${earlier}, not of the last one.</p>`]),
    ...(against === undefined
      ? []
      : [html`<p class="note">Compared with ${against.name}, which are not the run’s own data.</p>`]),
    ...(standing === null || standing.kind === "current" ? [] : [standingLine(standing)]),
  ];
}

function standingLine({ kind, sentence, advice }: AnswerStanding): Markup {
  const said = kind === "unknown" ? html`${sentence}` : controlMark(false, sentence);
  return html`<p class="standing">${said}${advice !== undefined && html` <span class="note">${advice}</span>`}</p>`;
}
