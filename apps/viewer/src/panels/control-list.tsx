import type { Control } from "@ganlens/core";
import type { ReactElement } from "react";
import { CheckMark } from "./check-mark.tsx";
import { controlName, controlPassed, controlSentence } from "./control-sentence.ts";
import "./control-list.css";

/** What was looked at in the generator's place, and whether each was found as it must be. */
export function ControlList({ controls }: { readonly controls: readonly Control[] }): ReactElement {
  return (
    <ul className="control-list">
      {controls.map((control) => {
        const passed = controlPassed(control);
        const words = `${controlName(control)} – ${controlSentence(control)}.`;
        return (
          <li key={control.id} className={passed === null ? "muted" : undefined}>
            {passed === null ? words : <CheckMark passed={passed}>{words}</CheckMark>}
          </li>
        );
      })}
    </ul>
  );
}
