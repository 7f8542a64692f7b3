import { formatNumber } from "@ganlens/report";
import { type ReactElement, useEffect } from "react";
import { useLook } from "../../engine/use-look.ts";
import { Compare } from "../../panels/compare.tsx";
import { Scrubber } from "../../panels/scrubber.tsx";
import { SelectionBar } from "../../panels/selection-bar.tsx";
import { usePinKey } from "../../panels/use-pin-key.ts";
import { newestStep } from "../../run/newest-step.ts";
import { nearestStep, stepAt } from "../../run/step-at.ts";
import { useRun } from "../../run/use-run.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import { HealthAlarms } from "./health-alarms.tsx";
import { LossChart } from "./loss-chart.tsx";
import { SampleGrid } from "./sample-grid.tsx";
import { StepNumbers } from "./step-numbers.tsx";
import { usePlaying } from "./use-playing.ts";
import "./training.css";

/** Losses and samples of one step; with play, and live while the run goes on. */
export function Training(): ReactElement {
  const run = useRun();
  const { record, sampleSteps, logged, standing } = run;
  const training = record?.training;
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const pin = usePinKey();
  const steps = sampleSteps.length > 0 ? sampleSteps : logged.map(({ step }) => step);
  const step = stepAt(steps, state.step);
  const { playing, toggle, stop } = usePlaying(steps, step);
  const follows = standing === "running" && state.step === null;
  // Nobody asked for the steps that come by themselves.
  const comes = record?.state === "running" && state.step === null;
  useEffect(() => {
    if (step !== null && !comes) announcer.say(`Step ${step}`);
  }, [step, comes, announcer]);
  if (record !== null && training === undefined && steps.length < 2) {
    return (
      <p className="note">
        {record.kind === "samples"
          ? "This run holds nothing but samples, so there is no training to show."
          : "This generator was not trained here, so nothing is known of its training."}
      </p>
    );
  }
  if (step === null) {
    return (
      <p className="note">
        {standing === "interrupted"
          ? "This run was interrupted before it logged anything, so there is no training to show."
          : "Nothing was logged yet. As soon as the run writes a step, it appears here."}
      </p>
    );
  }
  const goTo = {
    words: (wanted: number) =>
      `go to the samples of step ${formatNumber(nearestStep(steps, wanted) ?? wanted)}`,
    go: (wanted: number) => {
      stop();
      store.change({ step: nearestStep(steps, wanted) });
    },
  };
  return (
    <>
      <div className="training-bar">
        <Scrubber
          name="Step"
          steps={steps}
          step={step}
          playing={playing}
          onPlay={toggle}
          onStep={(next) => {
            stop();
            store.change({ step: next }, { together: "step" });
          }}
        />
        {standing === "running" && training !== undefined && (
          <p className="training-live">
            <span className="mark">
              Training, step {formatNumber(newestStep(run))} of {formatNumber(training.totalSteps)}
            </span>
            {follows ? (
              <span className="muted">Following the newest step.</span>
            ) : (
              <button type="button" className="button small" onClick={() => store.change({ step: null })}>
                Follow the newest
              </button>
            )}
          </p>
        )}
      </div>
      <HealthAlarms alarms={training?.health ?? []} />
      <div className="training">
        <SampleGrid step={step} />
        <div className="training-losses">
          {logged.length > 0 || training !== undefined ? (
            <>
              <LossChart logged={logged} step={step} goTo={goTo} />
              <StepNumbers logged={logged} step={step} />
              <LossChart logged={logged} of="errors" step={step} goTo={goTo} />
            </>
          ) : (
            <p className="note">Losses are logged only where a run is trained here.</p>
          )}
        </div>
      </div>
      <SelectionBar pin={pin} />
      <ComparePinned />
    </>
  );
}

/** Only here where something is pinned: the worker is not started for nothing. */
function ComparePinned(): ReactElement | null {
  const { state } = useView();
  return state.selection.pinned.length === 0 ? null : <CompareSelected />;
}

function CompareSelected(): ReactElement {
  const { state } = useView();
  const used = useLook(useRun(), state);
  return <Compare primary={state.selection.primary} used={used} />;
}
