import type { CliEvent, FilesWrittenEvent, RunOpenedEvent, SummaryEvent, TableEvent } from "./cli-event.ts";

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
    case "subject-read":
      return event.facts.map(([name, found]) => `${name.padEnd(9)}${found}`);
    case "table":
      return tableLines(event);
    case "files-written":
      return filesLines(event);
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

function filesLines({ files, next }: FilesWrittenEvent): readonly string[] {
  return [
    "",
    ...files.map(({ path, content }, i) => `${i === 0 ? "Wrote    " : "         "}${path} (${content})`),
    ...next.map((command, i) => `${i === 0 ? "Next     " : "         "}${command}`),
  ];
}

/** Columns as wide as their widest word. */
function tableLines({ title, columns, rows, sentences }: TableEvent): readonly string[] {
  const all = [columns, ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => (row[i] ?? "").length)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + 2))).join("")}`;
  return ["", title, ...all.map(line), ...sentences];
}
