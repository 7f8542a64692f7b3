import type { ReactElement } from "react";
import { stepAt } from "../run/step-at.ts";
import { useRun } from "../run/use-run.ts";
import { useView } from "../state/use-view.ts";
import { Scrubber } from "./scrubber.tsx";

/** Which state of the generator is looked at; nothing where there is only the one that was brought in. */
export function GeneratorScrubber(): ReactElement | null {
  const { record, checkpoints } = useRun();
  const { store, state } = useView();
  const step = stepAt(checkpoints, state.step);
  if (step === null || (record?.kind === "imported" && checkpoints.length === 1)) return null;
  return (
    <Scrubber
      name={record?.kind === "series" ? "Model of step" : "Generator after step"}
      steps={checkpoints}
      step={step}
      onStep={(next) => store.change({ step: next }, { together: "checkpoint" })}
    />
  );
}
