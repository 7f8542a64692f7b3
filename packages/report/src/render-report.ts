import type { LensResult, LineFigure, RunRecord } from "@ganlens/core";
import { answers } from "./page/answers.ts";
import { evidenceList } from "./page/evidence-list.ts";
import { type FigureSectionOptions, figureSection } from "./page/figure-section.ts";
import { headline } from "./page/headline.ts";
import { howToRead } from "./page/how-to-read.ts";
import { html, Markup } from "./page/html.ts";
import { measuresTable } from "./page/measures-table.ts";
import { pngPicture } from "./page/png-picture.ts";
import { runFacts } from "./page/run-facts.ts";
import { stylesheet } from "./page/stylesheet.ts";
import { UniqueIds } from "./page/unique-ids.ts";

/** Losses of one logged step, by name. */
export interface LoggedLosses {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
}

/** What a report is made from, as it lies in a run folder. */
export interface ReportInput {
  readonly run: RunRecord | null;
  readonly results: readonly LensResult[];
  /** A file beside a lens's result, or `null` when there is none. */
  readImage(lens: string, fileName: string): Promise<Uint8Array | null>;
  /** The last grid of generated samples. */
  readonly samples?: { readonly png: Uint8Array; readonly caption: string };
  readonly losses?: readonly LoggedLosses[];
  /** What could not be read, in whole sentences; shown at the top. */
  readonly notes?: readonly string[];
}

/** How a report is made. */
export interface ReportOptions extends ReportInput {
  /** False leaves out every picture that shows real data. */
  readonly trainingImages: boolean;
  /** Title of the page; the run's name where it is left out. */
  readonly title?: string;
  /** Draws the figures; one of a DOM in Node where it is left out. */
  readonly document?: Document;
}

/**
 * One self-contained HTML page: answers first, then figures, numbers, evidence and the facts of the run.
 *
 * The page holds no script, asks for nothing from a network and is the same, byte for byte, for the same input. What
 * cannot be shown (a missing picture, a figure that cannot be drawn) is said in its place.
 */
export async function renderReport(options: ReportOptions): Promise<string> {
  const { run, results, notes = [], trainingImages } = options;
  const document = options.document ?? (await import("./node/create-document.ts")).createDocument();
  const ids = new UniqueIds();
  for (const taken of ["main", "answers", "reading", "training", "run", "notes"]) ids.next(taken);
  const sections = results.map((result) => ids.next(`lens-${result.lens}`));
  const shared = { document, trainingImages };
  const training = await trainingSection(options, shared);
  const lenses: Markup[] = [];
  for (const [at, result] of results.entries()) {
    lenses.push(await lensSection(result, { ...shared, ids, section: sections[at] ?? "", options }));
  }
  const title = options.title ?? run?.name ?? "A look at a generator";
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
<header>${headline(run, title)}
<nav aria-label="Contents"><ul>
<li><a href="#answers">Answers</a></li>
${
  training !== null &&
  html`<li><a href="#training">Training</a></li>
`
}${results.map(
  ({ lens }, at) => html`<li><a href="#${sections[at]}">${nameOf(lens)}</a></li>
`,
)}${
  run !== null &&
  html`<li><a href="#run">About the run</a></li>
`
}</ul></nav></header>
<main id="main" tabindex="-1">
${
  notes.length > 0 &&
  html`<section class="notes" aria-labelledby="notes"><h2 id="notes">What could not be read</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>
`
}<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
${answers(results, sections)}</section>
${howToRead()}
${training}
${lenses}
${
  run !== null &&
  html`<section aria-labelledby="run"><h2 id="run">About the run</h2>
${runFacts(run)}</section>
`
}</main>
</body>
</html>
`;
  return page.text;
}

type Shared = Pick<FigureSectionOptions, "document" | "trainingImages">;

async function lensSection(
  result: LensResult,
  { ids, section, options, ...shared }: Shared & { ids: UniqueIds; section: string; options: ReportInput },
): Promise<Markup> {
  const figures: Markup[] = [];
  for (const figure of result.figures) {
    const id = ids.next(`${section}-${figure.id}`);
    const readImage = (fileName: string): Promise<Uint8Array | null> =>
      options.readImage(result.lens, fileName);
    figures.push(await figureSection({ ...shared, figure, id, readImage }));
  }
  const name = nameOf(result.lens);
  return html`<section class="lens" aria-labelledby="${section}"><h2 id="${section}">${name}</h2>
<p class="lens-question">${result.question} <span class="lens-effort">${result.effort} effort, seed ${String(result.seed)}</span></p>
${figures.length > 0 && html`<div class="figures">${figures}</div>`}
<h3>Numbers</h3>
${measuresTable(result.measures, `Numbers of ${name}`)}
<h3>Evidence</h3>
${evidenceList(result)}
</section>
`;
}

async function trainingSection(
  { samples, losses = [] }: ReportInput,
  shared: Shared,
): Promise<Markup | null> {
  if (samples === undefined && losses.length === 0) return null;
  const figure = lossFigure(losses);
  const chart =
    figure === null
      ? null
      : await figureSection({
          ...shared,
          figure,
          id: "training-losses",
          readImage: async () => null,
        });
  return html`<section aria-labelledby="training"><h2 id="training">Training</h2>
<div class="figures">${samples !== undefined && sampleGrid(samples)}${chart}</div></section>
`;
}

function sampleGrid({ png, caption }: NonNullable<ReportInput["samples"]>): Markup {
  const picture = pngPicture(png);
  const scale = "reason" in picture ? 1 : Math.max(1, Math.floor(528 / picture.width));
  return html`<figure class="column" aria-labelledby="samples-name"><h3 id="samples-name">Generated samples</h3>
${
  "reason" in picture
    ? html`<p class="left-out">The samples cannot be shown: ${picture.reason}.</p>`
    : html`<img class="pixels" src="${picture.url}" width="${picture.width * scale}" height="${picture.height * scale}" alt="Grid of generated samples">`
}
<figcaption>${caption}</figcaption></figure>
`;
}

function lossFigure(losses: readonly LoggedLosses[]): LineFigure | null {
  const names = [...new Set(losses.flatMap((step) => Object.keys(step.losses)))];
  if (names.length === 0) return null;
  return {
    kind: "line",
    id: "losses",
    title: "Losses",
    caption:
      "Losses of each network while training. They need not fall: each network plays against the other.",
    x: { label: "step" },
    y: { label: "loss" },
    series: names.map((name) => ({
      name,
      points: losses.flatMap((each) => {
        const y = Object.hasOwn(each.losses, name) ? each.losses[name] : undefined;
        return y === undefined ? [] : [{ x: each.step, y }];
      }),
    })),
  };
}

/** "rate-distortion" → "Rate distortion" */
function nameOf(lens: string): string {
  const words = lens.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
