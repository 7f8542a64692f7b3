import type { ConfigOrigin, RunRecord, RunStanding, TrainingRecord } from "@ganlens/core";
import { type Fact, factGroups } from "../facts/fact-groups.ts";
import { settingsOf } from "../facts/settings.ts";
import { dataTable } from "./data-table.ts";
import { fold } from "./fold.ts";
import { html, type Markup } from "./html.ts";

const originWords: Readonly<Record<ConfigOrigin, string>> = {
  default: "default",
  preset: "preset",
  file: "configuration file",
  set: "--set",
};

/** How a run came to be, what its generator is, its data; of trained runs every setting and where it came from. */
export function runFacts(
  run: RunRecord,
  known: { readonly models: number; readonly standing: RunStanding | undefined },
): Markup {
  const { training } = run;
  return html`<div class="fact-groups">${factGroups(run, known).map(
    ({ title, facts }) => html`<div><h3>${title}</h3>
${list(facts)}</div>
`,
  )}</div>
${training !== undefined && html`<h3>Configuration</h3>\n${configuration(training)}`}`;
}

function configuration(training: TrainingRecord): Markup {
  const rows = settingsOf(training).map(({ key, value, from }): [string, string, string] => [
    key,
    value,
    from === undefined ? "not recorded" : originWords[from],
  ]);
  const chosen = rows.filter((row) => row[2] !== originWords.default);
  const left = rows.filter((row) => row[2] === originWords.default);
  const columns = ["Setting", "Value", "From"];
  return html`${
    chosen.length === 0
      ? html`<p>Every setting has its default value.</p>`
      : fold(
          `${countOf(chosen)} that ${chosen.length === 1 ? "was" : "were"} chosen`,
          dataTable({ columns, rows: chosen }, { caption: "Settings that were chosen", hideCaption: true }),
        )
  }
${
  left.length > 0 &&
  fold(
    `${countOf(left)} at ${left.length === 1 ? "its" : "their"} default`,
    dataTable({ columns, rows: left }, { caption: "Settings at their default", hideCaption: true }),
  )
}`;
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? "One setting" : `${length} settings`;
}

function list(facts: readonly Fact[]): Markup {
  return html`<dl class="facts">${facts.map(
    ({ name, value, isCode }) =>
      html`<div><dt>${name}</dt><dd>${isCode === true ? html`<code>${value}</code>` : value}</dd></div>
`,
  )}</dl>`;
}
