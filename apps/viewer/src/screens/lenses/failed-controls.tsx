import type { Measure } from "@ganlens/core";
import { expectedWords, formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";

/** Which controls failed, each with what it should have done. */
export function FailedControls({ measures }: { readonly measures: readonly Measure[] }): ReactElement | null {
  const failed = measures.filter(({ control }) => control?.passed === false);
  if (failed.length === 0) return null;
  return (
    <div className="problem">
      <p className="failed">Do not rely on this answer: these controls failed.</p>
      <ul>
        {failed.map(({ name, control }) => (
          <li key={name}>
            {name}:{" "}
            {control !== undefined &&
              `${formatNumber(control.value)}, ${expectedWords(control.expected)} (${control.meaning})`}
          </li>
        ))}
      </ul>
    </div>
  );
}
