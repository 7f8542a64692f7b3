import { type AnswerStanding, answerStanding, type Figure, type LensResult, lensFolder } from "@ganlens/core";
import { type Answer, answers } from "./page/answers.ts";
import { figureSection, isWide } from "./page/figure-section.ts";
import { Glosser } from "./page/glosser.ts";
import { howToRead } from "./page/how-to-read.ts";
import { html, type Markup } from "./page/html.ts";
import { lensName } from "./page/lens-name.ts";
import { judgedSection, lensSection } from "./page/lens-section.ts";
import { pageFrame } from "./page/page-frame.ts";
import { gridPair, gridsSection } from "./page/real-beside-generated.ts";
import { runFacts } from "./page/run-facts.ts";
import { trainingSection, trainingTitle } from "./page/training-section.ts";
import { UniqueIds } from "./page/unique-ids.ts";
import { type JudgedLens, verdictList } from "./page/verdict-list.ts";
import { wordsUsed } from "./page/words-used.ts";
import type { ReportInput } from "./report-input.ts";

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
 * One self-contained HTML page: every verdict in a line, problems first, real images beside generated ones, then lens by lens what
 * it asks, says, would have seen and measured, the facts of the run, and what the words mean. Answers without verdicts, as
 * older versions gave them, stand together before the lenses, each beside its first figure that fits there.
 *
 * The page holds no script, asks for nothing from a network and is the same, byte for byte, for the same input. What
 * cannot be shown (a missing picture, a figure that cannot be drawn) is said in its place.
 */
export async function renderReport(options: ReportOptions): Promise<string> {
  const { run, standing, models = 0, results, trainingImages } = options;
  const notes = [...(options.notes ?? []), ...(run?.subject.notes ?? [])];
  const document = options.document ?? (await import("./node/create-document.ts")).createDocument();
  const ids = new UniqueIds();
  for (const taken of [
    "main",
    "verdicts",
    "grids",
    "answers",
    "reading",
    "training",
    "run",
    "notes",
    "words",
  ]) {
    ids.next(taken);
  }
  const sections = results.map((result) => ids.next(`lens-${lensFolder(result)}`));
  const shared = { document, trainingImages };
  const training = await trainingSection(options, shared);
  const paired = results.find((result) => result.verdicts.length > 0 && gridPair(result) !== null);
  const [found, judged]: [Answer[], JudgedLens[]] = [[], []];
  const [pair, lenses]: [Markup[], Markup[]] = [[], []];
  for (const [at, result] of results.entries()) {
    const section = sections[at] ?? "";
    const standing = standingOf(result, options);
    const isJudged = result.verdicts.length > 0;
    const [words, captionWords] = [new Glosser(), new Glosser()];
    const beside = isJudged ? undefined : leadFigure(result, trainingImages);
    const above: readonly Figure[] = result === paired ? (gridPair(result) ?? []) : [];
    const others: Markup[] = [];
    let lead: Answer["figure"] = null;
    for (const each of result.figures) {
      const id = ids.next(`${section}-${each.id}`);
      const readImage = (fileName: string): Promise<Uint8Array | null> => options.readImage(result, fileName);
      const level = each === beside ? 4 : 3;
      const drawn = await figureSection({
        ...shared,
        figure: each,
        level,
        id,
        readImage,
        words: captionWords,
      });
      if (each === beside) lead = { id, title: each.title, drawn };
      else if (above.includes(each)) pair[above.indexOf(each)] = drawn;
      else others.push(drawn);
    }
    if (isJudged) {
      const lens: JudgedLens = { result, name: lensName(result), section, standing };
      judged.push(lens);
      lenses.push(judgedSection(lens, { figures: others, words, pair: result === paired }));
    } else {
      const answer: Answer = { result, section, standing, figure: lead };
      found.push(answer);
      lenses.push(lensSection(answer, others));
    }
  }
  const withAnswers = judged.length === 0 || found.length > 0;
  const grids = pair.length > 0 ? gridsSection(pair) : null;
  const lenswise = html`${
    judged.length > 0 &&
    html`<section aria-labelledby="verdicts"><h2 id="verdicts">In short</h2>
${verdictList(judged, new Glosser())}</section>
`
  }${grids}${
    withAnswers &&
    html`<section aria-labelledby="answers"><h2 id="answers">Answers</h2>
${answers(found, new Glosser())}</section>
${found.length > 0 && howToRead()}
`
  }${grids === null && training}
${lenses}
${grids !== null && training}`;
  const words = results.length > 0 ? wordsUsed(lenswise) : null;
  const trainingContents = training === null ? [] : [{ id: "training", name: trainingTitle(run) }];
  return pageFrame({
    run,
    standing,
    title: options.title ?? run?.name ?? "A look at a generator",
    models,
    notes,
    contents: [
      ...(judged.length > 0 ? [{ id: "verdicts", name: "In short" }] : []),
      ...(grids === null ? [] : [{ id: "grids", name: "Images" }]),
      ...(withAnswers ? [{ id: "answers", name: "Answers" }] : []),
      ...(grids === null ? trainingContents : []),
      ...results.map((result, at) => ({ id: sections[at] ?? "", name: lensName(result) })),
      ...(grids === null ? [] : trainingContents),
      ...(run === null ? [] : [{ id: "run", name: "About the run" }]),
      ...(words === null ? [] : [{ id: "words", name: "Words used here" }]),
    ],
    main: html`${lenswise}${
      run !== null &&
      html`<section aria-labelledby="run"><h2 id="run">About the run</h2>
${runFacts(run, { models, standing })}</section>
`
    }${words}`,
  });
}

function standingOf(result: LensResult, { run, fingerprints }: ReportInput): AnswerStanding | null {
  return fingerprints === undefined ? null : answerStanding(result, { record: run, fingerprints });
}

/** The first figure that stands beside an answer: not as wide as the page, and not one that is left out. */
function leadFigure({ figures }: LensResult, trainingImages: boolean): Figure | undefined {
  return figures.find((figure) => {
    const leftOut = figure.kind === "image-grid" && figure.showsRealData && !trainingImages;
    return !leftOut && !isWide(figure);
  });
}
