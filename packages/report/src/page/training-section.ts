import type { HealthAlarm, LineFigure, RunRecord } from "@ganlens/core";
import { discriminatorErrors } from "../discriminator-errors.ts";
import { formatNumber } from "../format/format-number.ts";
import type { LoggedLosses, ReportInput } from "../report-input.ts";
import { controlMark } from "./control-mark.ts";
import { type FigureSectionOptions, figureSection } from "./figure-section.ts";
import { html, type Markup } from "./html.ts";
import { pngPicture } from "./png-picture.ts";

/** The last samples, the losses, and what looked ill; null where a run holds none of them. */
export async function trainingSection(
  { run, samples, losses = [] }: ReportInput,
  shared: Pick<FigureSectionOptions, "document" | "trainingImages">,
): Promise<Markup | null> {
  const alarms = run?.training?.health ?? [];
  if (samples === undefined && losses.length === 0 && alarms.length === 0) return null;
  const charts: Markup[] = [];
  for (const figure of [lossFigure(losses), errorFigure(losses)]) {
    if (figure === null) continue;
    const options = { ...shared, figure, id: `training-${figure.id}`, readImage: async () => null };
    charts.push(await figureSection(options));
  }
  return html`<section aria-labelledby="training"><h2 id="training">${trainingTitle(run)}</h2>
${alarmList(alarms)}<div class="figures">${samples !== undefined && sampleGrid(samples)}${charts}</div></section>
`;
}

/** What looked ill while training, and what to change. */
function alarmList(alarms: readonly HealthAlarm[]): Markup | null {
  if (alarms.length === 0) return null;
  return html`<div class="failed-controls"><p>${controlMark(false, alarms.length === 1 ? "One thing looked ill while training:" : `${alarms.length} things looked ill while training:`)}</p>
<ul>${alarms.map(
    ({ step, cause, suggestion }) => html`<li>Step ${formatNumber(step)}: ${cause} ${suggestion}</li>
`,
  )}</ul></div>
`;
}

/** Only what was trained here has a training to show. */
export function trainingTitle(run: RunRecord | null): string {
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

function lossFigure(logged: readonly LoggedLosses[]): LineFigure | null {
  return numbersFigure(logged, {
    id: "losses",
    title: "Losses",
    caption:
      "Losses of each network while training. They need not fall: each network plays against the other.",
    label: "loss",
    numbersOf: ({ losses }) => losses,
  });
}

function errorFigure(logged: readonly LoggedLosses[]): LineFigure | null {
  return numbersFigure(logged, {
    id: "errors",
    title: "How often the discriminator errs",
    caption:
      "Shares of the batch at that step which lie on the wrong side of the discriminator's boundary. Guessing gives 0.5 of both.",
    label: "share",
    numbersOf: ({ parts = {} }) => discriminatorErrors(parts),
  });
}

function numbersFigure(
  logged: readonly LoggedLosses[],
  {
    id,
    title,
    caption,
    label,
    numbersOf,
  }: Pick<LineFigure, "id" | "title" | "caption"> & {
    readonly label: string;
    readonly numbersOf: (each: LoggedLosses) => LoggedLosses["losses"];
  },
): LineFigure | null {
  const known = logged.flatMap((each) =>
    Object.entries(numbersOf(each)).flatMap(([name, value]) => (value === null ? [] : name)),
  );
  const names = [...new Set(known)];
  if (names.length === 0) return null;
  return {
    kind: "line",
    id,
    title,
    caption,
    x: { label: "step" },
    y: { label },
    series: names.map((name) => ({
      name,
      points: logged.flatMap((each) => {
        const numbers = numbersOf(each);
        const y = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
        return y == null ? [] : [{ x: each.step, y }];
      }),
    })),
  };
}
