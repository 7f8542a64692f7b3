import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { newestStep } from "../../run/newest-step.ts";
import { useRun } from "../../run/use-run.ts";
import { LossChart } from "../training/loss-chart.tsx";
import { StepNumbers } from "../training/step-numbers.tsx";

/** How far a training is that was not ended, whether it still goes on, and its losses so far; nothing for other runs. */
export function LiveTraining(): ReactElement | null {
  const run = useRun();
  const { record, logged, standing } = run;
  if (record?.state !== "running" || record.training === undefined) return null;
  const { totalSteps } = record.training;
  const step = newestStep(run);
  const how =
    standing === "running" ? "Training:" : standing === "interrupted" ? "Interrupted at" : "Unfinished:";
  return (
    <section className="live" aria-labelledby="live-name">
      <h2 id="live-name">
        {how} step {formatNumber(step)} of {formatNumber(totalSteps)}
      </h2>
      <progress aria-labelledby="live-name" max={totalSteps} value={Math.min(step, totalSteps)} />
      {standing === "interrupted" && (
        <p className="note">
          The process that trained this run is gone. <code>ganlens train --resume</code> with the run folder
          goes on from its last checkpoint.
        </p>
      )}
      {standing === "not known" && (
        <p className="note">
          Whether it still trains cannot be seen from here. If it was interrupted,{" "}
          <code>ganlens train --resume</code> with the run folder goes on from its last checkpoint.
        </p>
      )}
      {logged.length === 0 ? (
        <p className="note">
          {standing === "interrupted"
            ? "Nothing was logged before that."
            : "Nothing was logged yet. Losses and samples appear here as soon as the run writes them."}
        </p>
      ) : (
        <>
          <StepNumbers logged={logged} step={step} />
          <LossChart logged={logged} step={step} />
        </>
      )}
    </section>
  );
}
