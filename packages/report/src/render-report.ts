import { type Figure, type LensResult, type LineFigure, lensFolder, type RunRecord } from "@ganlens/core";
import { type Answer, answers } from "./page/answers.ts";
import { evidenceList } from "./page/evidence-list.ts";
import { failedControls } from "./page/failed-controls.ts";
import { type FigureSectionOptions, figureSection, isWide } from "./page/figure-section.ts";
import { fold } from "./page/fold.ts";
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
  /** `null` where a loss was not a number. */
  readonly losses: Readonly<Record<string, number | null>>;
}

/** What a report is made from, as it lies in a run folder. */
export interface ReportInput {
  readonly run: RunRecord | null;
  /** How many states of the generator the run holds. */
  readonly models?: number;
  readonly results: readonly LensResult[];
  /** A file beside a lens's result, or `null` when there is none. */
  readImage(
    result: Pick<LensResult, "lens" | "against" | "earlier">,
    fileName: string,
  ): Promise<Uint8Array | null>;
  /** The last grid of generated samples. */
  readonly samples?: { readonly png: Uint8Array; readonly title?: string; readonly caption: string };
  readonly losses?: readonly LoggedLosses[];
  /** What could not be read, and what should be known of the rest, in whole sentences; shown at the top. */
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
 * One self-contained HTML page: answers first, each beside its first figure that fits there, then the other figures,
 * numbers, evidence and the facts of the run.
 *
 * The page holds no script, asks for nothing from a network and is the same, byte for byte, for the same input. What
 * cannot be shown (a missing picture, a figure that cannot be drawn) is said in its place.
 */
export async function renderReport(options: ReportOptions): Promise<string> {
  const { run, models = 0, results, trainingImages } = options;
  const notes = [...(options.notes ?? []), ...(run?.subject.notes ?? [])];
  const document = options.document ?? (await import("./node/create-document.ts")).createDocument();
  const ids = new UniqueIds();
  for (const taken of ["main", "answers", "reading", "training", "run", "notes"]) ids.next(taken);
  const sections = results.map((result) => ids.next(`lens-${lensFolder(result)}`));
  const shared = { document, trainingImages };
  const training = await trainingSection(options, shared);
  const found: Answer[] = [];
  const lenses: Markup[] = [];
  for (const [at, result] of results.entries()) {
    const section = sections[at] ?? "";
    const figure = leadFigure(result, trainingImages);
    const others: Markup[] = [];
    let lead: Answer["figure"] = null;
    for (const each of result.figures) {
      const id = ids.next(`${section}-${each.id}`);
      const readImage = (fileName: string): Promise<Uint8Array | null> => options.readImage(result, fileName);
      const level = each === figure ? 4 : 3;
      const drawn = await figureSection({ ...shared, figure: each, level, id, readImage });
      if (each === figure) lead = { id, title: each.title, drawn };
      else others.push(drawn);
    }
    const answer: Answer = { result, section, figure: lead };
    found.push(answer);
    lenses.push(lensSection(answer, others));
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
<header>${headline(run, title, models)}
<nav aria-label="Contents"><ul>
<li><a href="#answers">Answers</a></li>
${
  training !== null &&
  html`<li><a href="#training">${trainingTitle(run)}</a></li>
`
}${results.map(
  (result, at) => html`<li><a href="#${sections[at]}">${nameOf(result)}</a></li>
`,
)}${
  run !== null &&
  html`<li><a href="#run">About the run</a></li>
`
}</ul></nav></header>
<main id="main" tabindex="-1">
${
  notes.length > 0 &&
  html`<section class="notes" aria-labelledby="notes"><h2 id="notes">To know first</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>
`
}<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
${answers(found)}</section>
${results.length > 0 && howToRead()}
${training}
${lenses}
${
  run !== null &&
  html`<section aria-labelledby="run"><h2 id="run">About the run</h2>
${runFacts(run, models)}</section>
`
}</main>
</body>
</html>
`;
  return page.text;
}

type Shared = Pick<FigureSectionOptions, "document" | "trainingImages">;

/** The first figure that stands beside an answer: not as wide as the page, and not one that is left out. */
function leadFigure({ figures }: LensResult, trainingImages: boolean): Figure | undefined {
  return figures.find((figure) => {
    const leftOut = figure.kind === "image-grid" && figure.showsRealData && !trainingImages;
    return !leftOut && !isWide(figure);
  });
}

function lensSection({ result, section, figure }: Answer, figures: readonly Markup[]): Markup {
  const name = nameOf(result);
  const { measures, evidence } = result;
  const numbers = measures.length === 1 ? "The one number" : `All ${measures.length} numbers`;
  const table = measuresTable(measures, `Numbers of ${name}`);
  const proof = evidenceList(result);
  return html`<section class="lens" aria-labelledby="${section}"><h2 id="${section}">${name}</h2>
<p class="lens-question">${result.question} <span class="lens-effort">${result.effort} effort, seed ${String(result.seed)}</span></p>
${
  figure !== null &&
  html`<p class="note">Beside the answer: <a href="#${figure.id}">${figure.title}</a></p>
`
}${failedControls(result)}${figures.length > 0 && html`<div class="figures">${figures}</div>`}
${measures.length === 0 ? table : fold(`${numbers} of ${name}, with intervals, floors and controls`, table)}
${evidence.length === 0 ? proof : fold(`Evidence for ${name}`, proof)}
</section>
`;
}

async function trainingSection(
  { run, samples, losses = [] }: ReportInput,
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
  return html`<section aria-labelledby="training"><h2 id="training">${trainingTitle(run)}</h2>
<div class="figures">${samples !== undefined && sampleGrid(samples)}${chart}</div></section>
`;
}

/** Only what was trained here has a training to show. */
function trainingTitle(run: RunRecord | null): string {
  return run === null || run.kind === "trained" ? "Training" : "Samples";
}

function sampleGrid({
  png,
  caption,
  title = "Generated samples",
}: NonNullable<ReportInput["samples"]>): Markup {
  const picture = pngPicture(png);
  const scale = "reason" in picture ? 1 : Math.max(1, Math.floor((2 * 528) / picture.width) / 2);
  return html`<figure class="column" aria-labelledby="samples-name"><h3 id="samples-name">${title}</h3>
${
  "reason" in picture
    ? html`<p class="left-out">The samples cannot be shown: ${picture.reason}.</p>`
    : html`<img class="pixels" src="${picture.url}" width="${picture.width * scale}" height="${picture.height * scale}" alt="Grid of ${title.toLowerCase()}">`
}
<figcaption>${caption}</figcaption></figure>
`;
}

function lossFigure(losses: readonly LoggedLosses[]): LineFigure | null {
  const known = losses.flatMap((each) =>
    Object.entries(each.losses).flatMap(([name, value]) => (value === null ? [] : name)),
  );
  const names = [...new Set(known)];
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
        return y == null ? [] : [{ x: each.step, y }];
      }),
    })),
  };
}

/** "rate-distortion" → "Rate distortion", and the data that it compared with where they are not the run's own. */
function nameOf({ lens, against, earlier }: LensResult): string {
  const words = lens.replaceAll("-", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const at = earlier === undefined ? name : `${name}, step ${earlier}`;
  return against === undefined ? at : `${at}, against ${against.name}`;
}
