import { type LensResult, lensFolder, type Measure } from "@ganlens/core";
import { formatNumber, intervalWords, levelWords, valueWords } from "@ganlens/report";
import type { ReactElement } from "react";
import { ControlList } from "./control-list.tsx";
import { LevelMark, levels } from "./level-mark.tsx";
import { orderedVerdicts, type SaidVerdict } from "./ordered-verdicts.ts";
import "./verdict-list.css";

/** Every verdict of some lenses, one line each, problems first; what it rests on opens below it. */
export function VerdictList({
  results,
  named,
}: {
  readonly results: readonly LensResult[];
  /** Whether each line names its lens. */
  readonly named: boolean;
}): ReactElement | null {
  const said = orderedVerdicts(results);
  if (said.length === 0) return null;
  return (
    <>
      <p className="level-counts">
        {levels.map((level) => {
          const count = said.filter(({ verdict }) => verdict.level === level).length;
          return count === 0 ? null : (
            <span key={level}>
              <LevelMark level={level} named />
              {formatNumber(count)}{" "}
              {level === "good" || count === 1 || level === "cannot tell" ? level : `${level}s`}
            </span>
          );
        })}
      </p>
      <ul className="verdicts">
        {said.map((each) => (
          <VerdictLine key={`${lensFolder(each.result)} ${each.verdict.id}`} said={each} named={named} />
        ))}
      </ul>
    </>
  );
}

function VerdictLine({ said, named }: { readonly said: SaidVerdict; readonly named: boolean }): ReactElement {
  const { level, headline, detail, measures: measureNames = [], controls: controlIds = [] } = said.verdict;
  const { lens, measures, controls } = said.result;
  const rests = measures.filter(({ name }) => measureNames.includes(name));
  const checks = controls.filter(({ id }) => controlIds.includes(id));
  const hasMore = detail !== undefined || rests.length > 0 || checks.length > 0;
  const line = (
    <>
      <LevelMark level={level} />
      <span className="verdict-headline">{headline}</span>
      <span className="verdict-lens">{named && lens}</span>
    </>
  );
  return (
    <li className="verdict" data-level={level}>
      {hasMore ? (
        <details>
          <summary>{line}</summary>
          <div className="verdict-behind">
            {detail !== undefined && <p>{detail}</p>}
            {checks.length > 0 && <ControlList controls={checks} />}
            {rests.length > 0 && <Rests measures={rests} />}
          </div>
        </details>
      ) : (
        <div className="verdict-line">{line}</div>
      )}
    </li>
  );
}

function Rests({ measures }: { readonly measures: readonly Measure[] }): ReactElement {
  return (
    <ul className="muted">
      {measures.map((measure) => {
        const interval = intervalWords(measure);
        return (
          <li key={measure.name}>
            {measure.name}: {valueWords(measure)}
            {measure.value !== null && measure.unit !== undefined && ` ${measure.unit}`}
            {interval !== null && `, ${levelWords(measure)} ${interval}`}, n = {formatNumber(measure.n)}
          </li>
        );
      })}
    </ul>
  );
}
