import type { ConfigOrigin, RunRecord } from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { dataTable } from "./data-table.ts";
import { fold } from "./fold.ts";
import { type HtmlValue, html, type Markup } from "./html.ts";

const originWords: Readonly<Record<ConfigOrigin, string>> = {
  default: "default",
  preset: "preset",
  file: "configuration file",
  set: "--set",
};

/** What was trained, on what, by what, for how long, with every setting and where it came from. */
export function runFacts(run: RunRecord): Markup {
  const { dataset, backend, timings } = run;
  const splits = Object.entries(dataset.splits).map(([name, size]) => `${name} ${formatNumber(size)}`);
  return html`<div class="fact-groups"><div><h3>Training</h3>
${facts([
  ["Trainer", run.trainer],
  ["Preset", run.preset ?? "none"],
  ["State", run.state],
  run.reason !== undefined && ["Reason", run.reason],
  ["Steps", `${formatNumber(run.step)} of ${formatNumber(run.totalSteps)}`],
  ["Seed", String(run.seed)],
  ["Backend", `${backend.name}, ${backend.device}`],
  ["Started", timings.startedAt.replace(/^([\d-]+)T(\d\d:\d\d)[\d:.]*Z$/, "$1 $2 UTC")],
  ["Training time", duration(timings.trainingSeconds)],
  ["Speed", `${formatNumber(timings.imagesPerSecond)} images per second`],
])}</div>
<div><h3>Data set</h3>
${facts([
  ["Name", dataset.name],
  ["Sample", `${dataset.kind}, ${dataset.shape.join(" × ")}`],
  dataset.classes !== undefined && ["Classes", dataset.classes.join(", ")],
  ["Splits", splits.join(", ") || "none"],
  ["Licence", dataset.licence],
  ["SHA-256", html`<code>${dataset.sha256}</code>`],
])}</div>
<div><h3>Versions</h3>
${facts(Object.entries(run.versions))}</div></div>
<h3>Configuration</h3>
${configuration(run)}`;
}

function configuration({ config, origin }: RunRecord): Markup {
  const rows = flattened(config).map(([key, value]): [string, string, string] => {
    const from = originOf(key, origin);
    return [key, value, from === undefined ? "not recorded" : originWords[from]];
  });
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

/** An origin may be kept for a whole group of settings: the nearest key above counts. */
function originOf(key: string, origin: RunRecord["origin"]): ConfigOrigin | undefined {
  const parts = key.split(".");
  for (let length = parts.length; length > 0; length--) {
    const above = parts.slice(0, length).join(".");
    if (Object.hasOwn(origin, above)) return origin[above];
  }
  return undefined;
}

function flattened(config: Readonly<Record<string, unknown>>, prefix = "", depth = 0): [string, string][] {
  return Object.entries(config).flatMap(([name, value]): [string, string][] => {
    const key = prefix + name;
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    return nested && depth < 8 && Object.keys(value).length > 0
      ? flattened(value as Record<string, unknown>, `${key}.`, depth + 1)
      : [[key, typeof value === "string" ? value : (JSON.stringify(value) ?? "not set")]];
  });
}

function facts(entries: readonly (readonly [string, HtmlValue] | false)[]): Markup {
  const present = entries.filter((entry) => entry !== false);
  return html`<dl class="facts">${present.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
  )}</dl>`;
}

/** "2 min 35 s" */
function duration(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, { significant: 2 })} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${formatNumber(hours)} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
