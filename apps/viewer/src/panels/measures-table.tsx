import type { Measure } from "@ganlens/core";
import {
  betterWords,
  expectedWords,
  formatNumber,
  intervalWords,
  levelWords,
  methodWords,
  nameParts,
  valueWords,
} from "@ganlens/report";
import type { ReactElement } from "react";
import { CheckMark } from "./check-mark.tsx";
import "./measures-table.css";
import { Scroll } from "./scroll.tsx";

/** Every measure of a lens with all that is needed to read it. */
export function MeasuresTable({
  measures,
  name,
}: {
  readonly measures: readonly Measure[];
  readonly name: string;
}): ReactElement {
  if (measures.length === 0) return <p className="note">This lens reported no numbers.</p>;
  return (
    <Scroll name={name}>
      <table className="measures">
        <caption className="visually-hidden">{name}</caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col">Interval</th>
            <th scope="col" className="number">
              n
            </th>
            <th scope="col">Floor</th>
            <th scope="col">Control</th>
            <th scope="col">Second extractor</th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <MeasureRow key={measure.name} measure={measure} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function MeasureRow({ measure }: { readonly measure: Measure }): ReactElement {
  const { value, unit, n, floor, control, secondExtractor, detects, better } = measure;
  const { name, qualifier } = nameParts(measure);
  const interval = intervalWords(measure);
  const none = <span className="muted">none</span>;
  return (
    <tr>
      <th scope="row">
        {name}
        {qualifier !== null && <small>{qualifier}</small>}
        <small>{betterWords(better)}</small>
        {detects !== undefined && (
          <small>
            would have seen {detects.defect} from {formatNumber(detects.smallest)} on, with power{" "}
            {formatNumber(detects.power)}
          </small>
        )}
      </th>
      <td className={value === null ? "missing" : "number"}>
        {valueWords(measure)}
        {value !== null && unit !== undefined && <small>{unit}</small>}
      </td>
      <td>
        {interval === null ? (
          none
        ) : (
          <>
            {interval}
            <small>
              {levelWords(measure)}: {methodWords(measure)}
            </small>
          </>
        )}
      </td>
      <td className="number">{formatNumber(n)}</td>
      <td>
        {floor === undefined ? (
          none
        ) : (
          <>
            {formatNumber(floor.value)}
            <small>
              {floor.meaning}, n = {formatNumber(floor.n)}
            </small>
          </>
        )}
      </td>
      <td>
        {control === undefined ? (
          none
        ) : (
          <>
            <CheckMark passed={control.passed}>{control.passed ? "passed" : "failed"}</CheckMark>{" "}
            {formatNumber(control.value)}
            <small>
              {control.meaning}; {expectedWords(control.expected)}
            </small>
          </>
        )}
      </td>
      <td>
        {secondExtractor === undefined ? (
          none
        ) : (
          <>
            {formatNumber(secondExtractor.value)}
            <small>{secondExtractor.name}</small>
          </>
        )}
      </td>
    </tr>
  );
}
