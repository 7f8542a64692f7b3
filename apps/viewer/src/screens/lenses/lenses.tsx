import { type LensResult, lensFolder } from "@ganlens/core";
import { type ReactElement, useMemo } from "react";
import { FigurePanel } from "../../figures/figure-panel.tsx";
import { useKeyAction } from "../../keyboard/use-key-action.ts";
import { ControlList } from "../../panels/control-list.tsx";
import { ControlWords } from "../../panels/control-words.tsx";
import { EvidenceList } from "../../panels/evidence-list.tsx";
import { MeasuresTable } from "../../panels/measures-table.tsx";
import { Notes } from "../../panels/notes.tsx";
import { Standing } from "../../panels/standing.tsx";
import { VerdictList } from "../../panels/verdict-list.tsx";
import { useRun } from "../../run/use-run.ts";
import { useAnnouncer } from "../../shell/use-announcer.tsx";
import { useView } from "../../state/use-view.ts";
import { FailedControls } from "./failed-controls.tsx";
import { lensName } from "./lens-name.ts";
import { LensPicker } from "./lens-picker.tsx";
import "./lenses.css";

/** One lens at a time: its answer, every figure, every number, and the evidence. */
export function Lenses(): ReactElement {
  const { results, notes } = useRun();
  const { store, state } = useView();
  const announcer = useAnnouncer();
  const at = Math.max(
    0,
    results.findIndex((each) => lensFolder(each) === state.lens),
  );
  const result = results[at];
  const go = (by: number): void => {
    const next = results[(at + by + results.length) % results.length];
    if (next === undefined) return;
    store.change({ lens: lensFolder(next) });
    announcer.say(`Lens ${lensName(next)}`);
  };
  useKeyAction("next", () => go(1));
  useKeyAction("previous", () => go(-1));
  if (result === undefined) {
    return (
      <>
        <Notes notes={notes} />
        <p className="note">
          No lens has looked at this run yet. Run <code>ganlens explain</code> on the run folder.
        </p>
      </>
    );
  }
  return (
    <>
      <Notes notes={notes} />
      <LensPicker lenses={results} shown={result} />
      <LensView key={lensFolder(result)} result={result} />
    </>
  );
}

function LensView({ result }: { readonly result: LensResult }): ReactElement {
  const { lens, question, answer, measures, figures, effort, seed, controls } = result;
  // Figures that need room stand alone; the others beside each other.
  const ordered = useMemo(
    () => [...figures].sort((one, other) => Number(isBroad(one)) - Number(isBroad(other))),
    [figures],
  );
  return (
    <article aria-labelledby="lens-name">
      <h2 id="lens-name">{question}</h2>
      <Standing result={result} />
      <div className="lens-verdicts">
        <VerdictList results={[result]} named={false} />
      </div>
      <p className="lens-answer">{answer.replaceAll(/(\d) %/g, "$1\u202f%")}</p>
      <p className="lens-state">
        <ControlWords result={result} />
        <span className="muted">
          {effort} effort, seed {seed}
        </span>
      </p>
      <FailedControls measures={measures} />
      <div className="lens-figures">
        {ordered.map((figure) => (
          <div key={figure.id} className={isBroad(figure) ? "broad" : undefined}>
            <FigurePanel figure={figure} result={result} />
          </div>
        ))}
      </div>
      <section aria-labelledby="measures-name" className="lens-numbers">
        <h2 id="measures-name">
          {measures.length === 1 ? "The one number" : `All ${measures.length} numbers`}
        </h2>
        <MeasuresTable measures={measures} name={`Numbers of ${lens}`} />
      </section>
      {controls.length > 0 && (
        <section aria-labelledby="controls-name" className="lens-numbers">
          <h2 id="controls-name">Looked at in its place</h2>
          <ControlList controls={controls} />
        </section>
      )}
      <section aria-labelledby="evidence-name" className="lens-numbers">
        <h2 id="evidence-name">Evidence</h2>
        <EvidenceList result={result} />
      </section>
    </article>
  );
}

function isBroad(figure: LensResult["figures"][number]): boolean {
  if (figure.kind === "image-grid") return figure.columns > 12;
  if (figure.kind === "table") return figure.columns.length > 5;
  return figure.kind === "heat-map" && figure.columns.length > 12;
}
