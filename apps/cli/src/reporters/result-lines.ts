import type { CliEvent, RunOpenedEvent, SummaryEvent } from "./cli-event.ts";

/** The lines that stay on the screen after an event, in every form for people; none for progress. */
export function resultLines(event: CliEvent): readonly string[] {
  switch (event.type) {
    case "run-opened":
      return runLines(event);
    case "note":
      return [`Note: ${event.text}`];
    case "run-end":
      return event.reason === "finished"
        ? [`  trained ${event.step} steps in ${event.time.seconds.toFixed(1)} s`]
        : [];
    case "summary":
      return summaryLines(event);
    default:
      return [];
  }
}

function runLines({ path, preset, seed, dataset, backend }: RunOpenedEvent): readonly string[] {
  const { name, shape, classes, splits, decoder } = dataset;
  const counts = Object.entries(splits).map(([split, count]) => `${count} ${split}`);
  const facts = [
    `${shape.join(" × ")}`,
    ...(classes ? [`${classes.length} classes`] : []),
    ...counts,
    ...(decoder ? [`decoded by ${decoder.name} ${decoder.version}`] : []),
  ];
  return [
    `Run      ${path}${preset === null ? "" : `, preset ${preset}`}, seed ${seed}`,
    `Data     ${name}: ${facts.join(", ")}`,
    `Backend  ${backend.name}: ${backend.device}`,
  ];
}

function summaryLines({ run, report, next }: SummaryEvent): readonly string[] {
  return [
    "",
    `Run      ${run}`,
    ...(report === null ? [] : [`Report   ${report}`]),
    ...next.map((command, i) => `${i === 0 ? "Next     " : "         "}${command}`),
  ];
}
