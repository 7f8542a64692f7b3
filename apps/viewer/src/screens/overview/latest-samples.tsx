import { runLayout } from "@ganlens/core";
import { countWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { stepWords } from "../../run/subject-facts.ts";
import { usePicture } from "../../run/use-file-url.ts";
import { useRun } from "../../run/use-run.ts";

/** The newest grid of generated samples. */
export function LatestSamples(): ReactElement {
  const run = useRun();
  const { files, sampleSteps, record } = run;
  const step = sampleSteps.at(-1) ?? 0;
  const shown = usePicture(files, runLayout.sampleGrid(step));
  return (
    <figure className="latest">
      <div className="latest-frame" data-loading={shown.state === "loading" || undefined}>
        {shown.state === "ready" && (
          <img
            className="pixels"
            src={shown.picture.url}
            width={shown.picture.width}
            height={shown.picture.height}
            alt={`Grid of ${record?.kind === "samples" ? "given" : "generated"} samples ${stepWords(run, step)}`.trim()}
          />
        )}
        {shown.state === "missing" && <p className="note">{shown.reason}</p>}
      </div>
      <figcaption className="note">
        {record?.kind === "samples"
          ? `The first of ${countWords(record.subject.samples?.count ?? 0, "sample")} that the run was given.`
          : record?.kind === "imported"
            ? "Generated from points that were drawn once."
            : `Generated from the same fixed points ${stepWords(run, step)}.`}
      </figcaption>
    </figure>
  );
}
