import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { newestStep } from "../../run/newest-step.ts";
import { useRun } from "../../run/use-run.ts";
import { LossChart } from "../training/loss-chart.tsx";
import { StepNumbers } from "../training/step-numbers.tsx";

/** How far a training is that still goes on, and its losses so far; nothing for other runs. */
export function LiveTraining(): ReactElement | null {
  const run = useRun();
  const { record, logged } = run;
  if (record?.state !== "running" || record.training === undefined) return null;
  const { totalSteps } = record.training;
  const step = newestStep(run);
  return (
    <section className="live" aria-labelledby="live-name">
      <h2 id="live-name">
        Training: step {formatNumber(step)} of {formatNumber(totalSteps)}
      </h2>
      <progress aria-labelledby="live-name" max={totalSteps} value={Math.min(step, totalSteps)} />
      {logged.length === 0 ? (
        <p className="note">
          Nothing was logged yet. Losses and samples appear here as soon as the run writes them.
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
