import type { RunRecord, RunStanding } from "@ganlens/core";
import { headline } from "./headline.ts";
import { html, Markup } from "./html.ts";
import { stylesheet } from "./stylesheet.ts";

export interface PageFrameOptions {
  readonly run: RunRecord | null;
  readonly standing: RunStanding | undefined;
  readonly title: string;
  readonly models: number;
  readonly notes: readonly string[];
  /** The parts of the page, by the ids of their headings. */
  readonly contents: readonly { readonly id: string; readonly name: string }[];
  readonly main: Markup;
}

/** The whole page around its content: policy, style, headline, contents, and what should be known first. */
export function pageFrame({ run, standing, title, models, notes, contents, main }: PageFrameOptions): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} – ganlens report</title>
<link rel="icon" href="data:,">
<style>${new Markup(stylesheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answers</a>
<header>${headline({ run, standing, title, models })}
<nav aria-label="Contents"><ul>
${contents.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav></header>
<main id="main" tabindex="-1">
${
  notes.length > 0 &&
  html`<section class="notes" aria-labelledby="notes"><h2 id="notes">To know first</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>
`
}${main}</main>
</body>
</html>
`;
  return page.text;
}
