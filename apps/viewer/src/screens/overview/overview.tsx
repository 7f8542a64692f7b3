import { lensFolder } from "@ganlens/core";
import type { ReactElement } from "react";
import { Notes } from "../../panels/notes.tsx";
import { VerdictList } from "../../panels/verdict-list.tsx";
import { useRun } from "../../run/use-run.ts";
import { Answer } from "./answer.tsx";
import { FirstSamples } from "./first-samples.tsx";
import { LatestSamples } from "./latest-samples.tsx";
import { LiveTraining } from "./live-training.tsx";
import { RunFacts } from "./run-facts.tsx";
import "./overview.css";

/** Every verdict first, then the answers behind them; what was trained, and how that went or goes. */
export function Overview(): ReactElement {
  const { record, standing, results, notes, sampleSteps, checkpoints } = useRun();
  const leads = results.some(({ verdicts }) => verdicts.length > 0);
  return (
    <>
      <Notes notes={[...notes, ...(record?.subject.notes ?? [])]} />
      {record?.reason !== undefined && <p className="problem">{record.reason}</p>}
      <div className="overview">
        {leads && (
          <section className="leads" aria-labelledby="verdicts-name">
            <h2 id="verdicts-name">Verdicts</h2>
            <VerdictList results={results} named />
          </section>
        )}
        <LiveTraining />
        <section className="answers" aria-labelledby="answers-name">
          <h2 id="answers-name">Answers</h2>
          {results.length === 0 && (
            <p className="note">
              No lens has looked at this run yet, so there is nothing to answer. <code>ganlens explain</code>{" "}
              on the run folder
              {record === null || record.kind === "trained" ? "" : ", or on the files that it came from,"}{" "}
              asks them; answers appear here as they come.
            </p>
          )}
          {results.map((result) => (
            <Answer key={lensFolder(result)} result={result} />
          ))}
        </section>
        <aside aria-label="The run">
          {sampleSteps.length > 0 && <LatestSamples />}
          {sampleSteps.length === 0 && record?.subject.samples !== undefined && <FirstSamples />}
          {record !== null && <RunFacts record={record} standing={standing} models={checkpoints.length} />}
        </aside>
      </div>
      {results.length > 0 && <HowToRead />}
    </>
  );
}

function HowToRead(): ReactElement {
  return (
    <section className="reading" aria-labelledby="reading-name">
      <h2 id="reading-name">How to read this</h2>
      <p>
        An <strong>interval</strong> holds the values that would also be plausible had other samples or seeds
        been drawn. A <strong>floor</strong> is what a perfect generator would score with as many samples: it
        is the floor, not zero, that a number is compared with. A <strong>control</strong> is the same
        quantity where the outcome is known beforehand; where it failed, the number beside it means nothing.
      </p>
    </section>
  );
}
