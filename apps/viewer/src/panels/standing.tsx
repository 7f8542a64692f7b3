import { answerStanding, type LensResult } from "@ganlens/core";
import type { ReactElement } from "react";
import { useRun } from "../run/use-run.ts";

/** What an answer belongs to, where that is not the run's newest generator and its own data: said before the answer. */
export function Standing({ result }: { readonly result: LensResult }): ReactElement | null {
  const { against, earlier } = result;
  const standing = answerStanding(result, useRun());
  return (
    <>
      {earlier !== undefined && <p className="note">Of step {earlier}, not of the last one.</p>}
      {against !== undefined && (
        <p className="note">Compared with {against.name}, which are not the run’s own data.</p>
      )}
      {standing.kind !== "current" && (
        <p className="note standing">
          {standing.sentence} {standing.advice}
        </p>
      )}
    </>
  );
}
