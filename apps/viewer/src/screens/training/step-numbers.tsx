import type { LoggedStep } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import "./step-numbers.css";

/** What was logged at or last before a step. */
export function StepNumbers({
  logged,
  step,
}: {
  readonly logged: readonly LoggedStep[];
  readonly step: number;
}): ReactElement | null {
  const line = logged.findLast((each) => each.step <= step) ?? logged[0];
  if (line === undefined) return null;
  return (
    <dl className="step-numbers">
      <div>
        <dt>Logged at step</dt>
        <dd>{formatNumber(line.step)}</dd>
      </div>
      {Object.entries(line.losses).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === null ? "not a number" : formatNumber(value)}</dd>
        </div>
      ))}
      {line.imagesPerSecond !== null && (
        <div>
          <dt>images per second</dt>
          <dd>{formatNumber(Math.round(line.imagesPerSecond))}</dd>
        </div>
      )}
    </dl>
  );
}
