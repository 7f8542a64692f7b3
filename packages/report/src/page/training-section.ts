import type { LineFigure, RunRecord } from "@ganlens/core";
import type { ReportInput } from "../report-input.ts";
import { type FigureSectionOptions, figureSection } from "./figure-section.ts";
import { html, type Markup } from "./html.ts";
import { pngPicture } from "./png-picture.ts";

/** The last samples and the losses; null where a run holds neither. */
export async function trainingSection(
  { run, samples, losses = [] }: ReportInput,
  shared: Pick<FigureSectionOptions, "document" | "trainingImages">,
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

function lossFigure(losses: NonNullable<ReportInput["losses"]>): LineFigure | null {
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
