import type { RunContents, RunRecord } from "@ganlens/core";
import { formatNumber, kindWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { CheckMark } from "../panels/check-mark.tsx";
import { newestStep } from "../run/newest-step.ts";

const words: Readonly<Record<RunRecord["state"], string>> = {
  running: "training",
  finished: "finished",
  stopped: "stopped",
  diverged: "diverged",
  failed: "failed",
};

/** How the training of a run went, or how far it is; of other runs what they are. */
export function RunState({
  record,
  contents,
}: {
  readonly record: RunRecord;
  readonly contents: RunContents;
}): ReactElement {
  const { state, training } = record;
  if (training === undefined && state === "finished") {
    return <span className="run-kind">{kindWords(record, contents.checkpoints.length)}</span>;
  }
  // What has ended says itself where; what goes on is ahead of its record.
  const step = state === "running" ? newestStep(contents) : (training?.step ?? 0);
  const totalSteps = training?.totalSteps ?? 0;
  const progress =
    state === "finished" || training === undefined
      ? ""
      : `, step ${formatNumber(step)} of ${formatNumber(totalSteps)}`;
  const text = `${words[state]}${progress}`;
  if (state === "finished") return <CheckMark passed>{text}</CheckMark>;
  if (state === "diverged" || state === "failed") return <CheckMark passed={false}>{text}</CheckMark>;
  return (
    <span className="mark running">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor">
        {state === "running" ? <circle cx="8" cy="8" r="5" /> : <path d="M3 3h10v10H3z" />}
      </svg>{" "}
      {text}
    </span>
  );
}
