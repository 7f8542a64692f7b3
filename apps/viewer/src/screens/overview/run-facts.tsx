import type { RunRecord, RunStanding, TrainingRecord } from "@ganlens/core";
import { factGroups, settingsOf } from "@ganlens/report";
import type { ReactElement } from "react";
import { Scroll } from "../../panels/scroll.tsx";

/** How a run came to be, what its generator is, its data; of trained runs every setting, behind a fold. */
export function RunFacts({
  record,
  standing,
  models,
}: {
  readonly record: RunRecord;
  readonly standing: RunStanding | null;
  readonly models: number;
}): ReactElement {
  return (
    <section className="about" aria-labelledby="facts-name">
      <h3 id="facts-name">About the run</h3>
      {factGroups(record, { models, standing: standing ?? undefined }).map(({ title, facts }) => (
        <div key={title} className="fact-group">
          <h4>{title}</h4>
          <dl className="facts">
            {facts.map(({ name, value, isCode }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{isCode === true ? <code>{value}</code> : value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {record.training !== undefined && <Settings training={record.training} />}
    </section>
  );
}

function Settings({ training }: { readonly training: TrainingRecord }): ReactElement {
  const settings = settingsOf(training);
  return (
    <details>
      <summary>All {settings.length} settings</summary>
      <Scroll name="Settings" className="settings">
        <table>
          <caption className="visually-hidden">Settings and where they came from</caption>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ key, value, from }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{value}</td>
                <td>{from ?? "not recorded"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
