import type { RunRecord } from "@ganlens/core";
import { formatNumber } from "@ganlens/report";
import type { ReactElement } from "react";
import { Scroll } from "../../panels/scroll.tsx";

/** What was trained, on what, by what, for how long; every setting behind a fold. */
export function RunFacts({ run }: { readonly run: RunRecord }): ReactElement {
  const { dataset, backend, timings, versions } = run;
  const facts: readonly (readonly [string, string])[] = [
    ["State", run.state],
    ["Steps", `${formatNumber(run.step)} of ${formatNumber(run.totalSteps)}`],
    ["Trainer", run.preset === null ? run.trainer : `${run.trainer}, preset ${run.preset}`],
    ["Seed", String(run.seed)],
    ["Data set", `${dataset.name}, ${dataset.shape.join(" × ")}`],
    ...(dataset.classes === undefined ? [] : [["Classes", dataset.classes.join(", ")] as const]),
    [
      "Splits",
      Object.entries(dataset.splits)
        .map(([name, size]) => `${name} ${formatNumber(size)}`)
        .join(", ") || "none",
    ],
    ["Licence", dataset.licence],
    ["Backend", `${backend.name}, ${backend.device}`],
    ["Started", timings.startedAt.replace(/^([\d-]+)T(\d\d:\d\d)[\d:.]*Z$/, "$1 $2 UTC")],
    ["Training time", duration(timings.trainingSeconds)],
    ["Speed", `${formatNumber(timings.imagesPerSecond)} images per second`],
    [
      "Versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
  ];
  const settings = flattened(run.config);
  return (
    <section aria-labelledby="facts-name">
      <h3 id="facts-name">About the run</h3>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
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
              {settings.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{value}</td>
                  <td>{originOf(key, run.origin)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

/** An origin may be kept for a whole group of settings: the nearest key above counts. */
function originOf(key: string, origin: RunRecord["origin"]): string {
  const parts = key.split(".");
  for (let length = parts.length; length > 0; length--) {
    const above = parts.slice(0, length).join(".");
    if (Object.hasOwn(origin, above)) return origin[above] ?? "";
  }
  return "not recorded";
}

function flattened(config: Readonly<Record<string, unknown>>, prefix = "", depth = 0): [string, string][] {
  return Object.entries(config).flatMap(([name, value]): [string, string][] => {
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    return nested && depth < 8 && Object.keys(value).length > 0
      ? flattened(value as Record<string, unknown>, `${prefix}${name}.`, depth + 1)
      : [[prefix + name, typeof value === "string" ? value : (JSON.stringify(value) ?? "not set")]];
  });
}

/** "2 min 15 s" */
function duration(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, { significant: 2 })} s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${formatNumber(hours)} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
