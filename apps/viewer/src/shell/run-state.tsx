import type { RunRecord } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { CheckMark } from "../panels/check-mark.tsx";

const words: Readonly<Record<RunRecord["state"], string>> = {
  running: "training",
  finished: "finished",
  stopped: "stopped",
  diverged: "diverged",
  failed: "failed",
};

/** How the training of a run went, or how far it is. */
export function RunState({ run }: { readonly run: RunRecord }): ReactElement {
  const { state, step, totalSteps } = run;
  const progress = state === "finished" ? "" : `, step ${formatNumber(step)} of ${formatNumber(totalSteps)}`;
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
