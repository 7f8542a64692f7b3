import { answerStanding, type LensResult, lensFolder } from "@ganlens/core";
import type { ReactElement } from "react";
import { ControlWords } from "../../panels/control-words.tsx";
import { LeadNumbers } from "../../panels/lead-numbers.tsx";
import { useRun } from "../../run/use-run.ts";
import { hashOf } from "../../state/hash.ts";
import { useView } from "../../state/use-view.ts";

/** One question, what was found, the numbers behind it, and whether its controls held. */
export function Answer({ result }: { readonly result: LensResult }): ReactElement {
  const { store, state } = useView();
  const { lens, question, answer, measures, against, earlier } = result;
  const standing = answerStanding(result, useRun());
  const folder = lensFolder(result);
  const there = { screen: "lenses", lens: folder } as const;
  const failed = measures.some(({ control }) => control?.passed === false);
  return (
    <article className="answer" aria-labelledby={`answer-${folder}`}>
      <h3 id={`answer-${folder}`}>{question}</h3>
      {earlier !== undefined && <p className="note">Of step {earlier}, not of the last one.</p>}
      {against !== undefined && (
        <p className="note">Compared with {against.name}, which are not the run’s own data.</p>
      )}
      {standing.kind !== "current" && (
        <p className="note standing">
          {standing.sentence} {standing.advice}
        </p>
      )}
      <p className="answer-text">{answer.replaceAll(/(\d) %/g, "$1\u202f%")}</p>
      {failed && <p className="failed">A control failed: do not rely on this answer.</p>}
      <LeadNumbers measures={measures} count={3} />
      <p className="answer-foot">
        <ControlWords result={result} />
        <a
          href={`#${hashOf({ ...state, ...there })}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            store.change(there);
            window.scrollTo({ top: 0 });
            document.getElementById("main")?.focus();
          }}
        >
          Figures and all numbers<span className="visually-hidden"> of {lens}</span>
        </a>
      </p>
    </article>
  );
}
