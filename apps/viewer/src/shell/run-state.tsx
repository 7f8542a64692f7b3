import type { RunStanding } from "@ganlens/core";
import { formatNumber, kindWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { CheckMark } from "../panels/check-mark.tsx";
import { newestStep } from "../run/newest-step.ts";
import type { OpenRun } from "../run/open-run.ts";

const words: Readonly<Record<RunStanding, string>> = {
  running: "training",
  finished: "finished",
  stopped: "stopped",
  diverged: "diverged",
  failed: "failed",
  interrupted: "interrupted",
  "not known": "unfinished",
};

/** How the training of a run went, or how far it is; of other runs what they are. */
export function RunState({ contents }: { readonly contents: OpenRun }): ReactElement | null {
  const { record, standing } = contents;
  if (record === null || standing === null) return null;
  const { state, training } = record;
  if (training === undefined && state === "finished") {
    return <span className="run-kind">{kindWords(record, contents.checkpoints.length)}</span>;
  }
  // What has ended says itself where; what goes on, or was cut off, is ahead of its record.
  const step = state === "running" ? newestStep(contents) : (training?.step ?? 0);
  const totalSteps = training?.totalSteps ?? 0;
  const progress =
    standing === "finished" || training === undefined
      ? ""
      : `, step ${formatNumber(step)} of ${formatNumber(totalSteps)}`;
  const text = `${words[standing]}${progress}`;
  if (standing === "finished") return <CheckMark passed>{text}</CheckMark>;
  if (standing === "diverged" || standing === "failed") return <CheckMark passed={false}>{text}</CheckMark>;
  return (
    <span className="mark">
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor">
        {standing === "running" ? <circle cx="8" cy="8" r="5" /> : <path d="M3 3h10v10H3z" />}
      </svg>{" "}
      {text}
    </span>
  );
}
