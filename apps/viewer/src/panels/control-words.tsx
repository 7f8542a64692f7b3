import type { LensResult } from "@ganlens/core";
import type { ReactElement } from "react";
import { CheckMark } from "./check-mark.tsx";
import { controlPassed } from "./control-sentence.ts";

/** How many of a lens's controls did what they must. */
export function ControlWords({ result }: { readonly result: LensResult }): ReactElement {
  const controls = [
    ...result.measures.flatMap(({ control }) => (control === undefined ? [] : [control.passed])),
    ...result.controls.map(controlPassed).filter((passed) => passed !== null),
  ];
  const failed = controls.filter((passed) => !passed).length;
  if (controls.length === 0) return <span className="muted">No control was run.</span>;
  if (failed > 0) {
    return (
      <CheckMark passed={false}>
        {failed} of {controls.length} {controls.length === 1 ? "control" : "controls"} failed
      </CheckMark>
    );
  }
  if (controls.length === 1) return <CheckMark passed>The control passed.</CheckMark>;
  return (
    <CheckMark passed>{controls.length === 2 ? "Both" : `All ${controls.length}`} controls passed.</CheckMark>
  );
}
