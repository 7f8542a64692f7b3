import type { AnswerStanding, LensResult, Verdict } from "@ganlens/core";
import type { Glosser } from "./glosser.ts";
import { html, type Markup } from "./html.ts";
import { levelMark, levels } from "./level-mark.ts";

/** A lens with verdicts, where its section begins, and whose its answer is. */
export interface JudgedLens {
  readonly result: LensResult;
  readonly name: string;
  readonly section: string;
  readonly standing: AnswerStanding | null;
}

/** All verdicts of a page, one line each, problems first, with the way to the lens that says it. */
export function verdictList(lenses: readonly JudgedLens[], words: Glosser): Markup {
  const all = lenses.flatMap((lens) => lens.result.verdicts.map((verdict) => ({ verdict, lens })));
  const sorted = levels.flatMap((level) => all.filter(({ verdict }) => verdict.level === level));
  return html`<p class="verdict-counts">Found, problems first: ${countsOf(all.map(({ verdict }) => verdict))}</p>
<ul class="verdicts">${sorted.map(
    ({ verdict, lens: { name, section, standing } }) =>
      html`<li>${levelMark(verdict.level)} <span class="headline">${words.mark(verdict.headline)}</span> <span class="says"><a href="#${section}"><span class="visually-hidden">Why: </span>${name}</a>${
        standing !== null && standing.kind !== "current" && html` <small>${standing.label}</small>`
      }</span></li>
`,
  )}</ul>
`;
}

/** The verdicts of one lens, each with the line that says how sure it is. */
export function verdictDetails({ verdicts }: LensResult, words: Glosser): Markup {
  const sorted = levels.flatMap((level) => verdicts.filter((verdict) => verdict.level === level));
  return html`<ul class="verdicts detailed">${sorted.map(
    ({ level, headline, detail }) =>
      html`<li>${levelMark(level)} <div><p class="headline">${words.mark(headline)}</p>${
        detail !== undefined && html`<p class="detail">${words.mark(detail)}</p>`
      }</div></li>
`,
  )}</ul>
`;
}

/** "1 problem, 2 that cannot be told, 3 notes, 1 good." */
function countsOf(verdicts: readonly Verdict[]): string {
  const count = (level: Verdict["level"]) => verdicts.filter((verdict) => verdict.level === level).length;
  const [problems, untold, notes, good] = levels.map(count) as [number, number, number, number];
  return [
    problems === 0 ? "no problem" : `${problems} ${problems === 1 ? "problem" : "problems"}`,
    ...(untold === 0 ? [] : [`${untold} that cannot be told`]),
    ...(notes === 0 ? [] : [`${notes} ${notes === 1 ? "note" : "notes"}`]),
    ...(good === 0 ? [] : [`${good} good`]),
  ]
    .join(", ")
    .concat(".");
}
