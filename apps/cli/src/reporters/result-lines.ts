import type { EvaluationReadyEvent, HealthAlarmEvent, RunEndEvent } from "@ganlens/core";
import type { CliEvent, FilesWrittenEvent, RunOpenedEvent, SummaryEvent, TableEvent } from "./cli-event.ts";

/**
 * The lines that stay on the screen after an event, in every form for people; none for progress.
 *
 * @param firstStep the step that training went on from
 */
export function resultLines(event: CliEvent, firstStep = 0): readonly string[] {
  switch (event.type) {
    case "run-opened":
      return runLines(event);
    case "note":
      return [`Note: ${event.text}`];
    case "health-alarm":
      return [alarmWords(event)];
    case "evaluation-ready":
      return [evaluationWords(event)];
    case "run-end":
      return event.reason === "finished" ? [`  ${trainedWords(event, firstStep)}`] : [];
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

/** What was done in this go, and where the run stands, where that is not the same. */
function trainedWords({ early, ...end }: RunEndEvent, firstStep: number): string {
  return `${stepWords(end, firstStep)}${early === undefined ? "" : `; it ended there, since ${early}`}`;
}

function stepWords({ step, time }: Pick<RunEndEvent, "step" | "time">, firstStep: number): string {
  const own = step - firstStep;
  if (own === 0) return `all ${step} steps had been trained before`;
  const done = `trained ${own} ${own === 1 ? "step" : "steps"} in ${time.seconds.toFixed(1)} s`;
  return firstStep === 0 ? done : `${done}, from step ${firstStep} on; the run now has all its ${step} steps`;
}

/** What looks ill, by which numbers, and what to change. */
function alarmWords({ step, cause, evidence, suggestion }: HealthAlarmEvent): string {
  const numbers = Object.entries(evidence).map(([name, value]) => `${name} ${shownNumber(value)}`);
  const shown = numbers.length === 0 ? "" : ` (${numbers.join(", ")})`;
  return `Alarm: at step ${step} ${cause}${shown}. ${suggestion}`;
}

/** Every measure with its floor: what real samples score. */
function evaluationWords({ step, samples, measures, best }: EvaluationReadyEvent): string {
  const numbers = Object.entries(measures).map(
    ([name, { value, floor }]) => `${name} ${shownNumber(value)} (real ${shownNumber(floor)})`,
  );
  const isBest = best?.step === step ? `; the best ${best.measure} so far` : "";
  return `  step ${step}, ${samples} samples: ${numbers.join(", ")}${isBest}`;
}

const shownNumber = (value: number) => String(Number(value.toPrecision(3)));

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
