import type { Measure } from "@ganlens/core";
import {
  expectedWords,
  formatNumber,
  intervalWords,
  levelWords,
  nameParts,
  valueWords,
} from "@ganlens/report";
import type { ReactElement } from "react";
import { CheckMark } from "./check-mark.tsx";
import "./lead-numbers.css";

/** The numbers that an answer rests on most, each with its interval, floor and control. */
export function LeadNumbers({
  measures,
  count = 4,
}: {
  readonly measures: readonly Measure[];
  readonly count?: number;
}): ReactElement | null {
  if (measures.length === 0) return null;
  return (
    <dl className="lead-numbers">
      {measures.slice(0, count).map((measure) => (
        <LeadNumber key={measure.name} measure={measure} />
      ))}
    </dl>
  );
}

function LeadNumber({ measure }: { readonly measure: Measure }): ReactElement {
  const { value, unit, floor, control, n } = measure;
  const { name, qualifier } = nameParts(measure);
  const interval = intervalWords(measure);
  return (
    <div>
      <dt>
        {name}
        {qualifier !== null && <small>{qualifier}</small>}
      </dt>
      <dd className={value === null ? "value missing" : "value"}>
        {valueWords(measure)}
        {value !== null && unit !== undefined && <span className="unit"> {unit}</span>}
      </dd>
      <dd>{interval === null ? "no interval" : `${levelWords(measure)} ${interval}`}</dd>
      <dd>n = {formatNumber(n)}</dd>
      {floor !== undefined && <dd>floor {formatNumber(floor.value)}</dd>}
      {control !== undefined && (
        <dd>
          <CheckMark passed={control.passed}>control {control.passed ? "passed" : "failed"}</CheckMark>:{" "}
          {formatNumber(control.value)}, {expectedWords(control.expected)}
        </dd>
      )}
    </div>
  );
}
