import {
  type DatasetInfo,
  type RunRecord,
  type RunStanding,
  runStanding,
  type TrainingRecord,
} from "@ganlens/core";
import { formatNumber } from "../format/format-number.ts";
import { countWords, latentWords, originWords, shapeWords, standingWords } from "./run-words.ts";

/** One thing that is known of a run; `isCode` where it is a hash or the like. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isCode?: boolean;
}

/** Facts that belong together, under a heading. */
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/**
 * All that a run's record says, but its settings: how it was trained or where it came from, its generator, its data.
 *
 * @param options `models`: how many states of the generator the run holds; `standing`: as of `ReportInput`
 */
export function factGroups(
  run: RunRecord,
  {
    models,
    standing = runStanding(run, "not known"),
  }: { readonly models: number; readonly standing?: RunStanding | undefined },
): readonly FactGroup[] {
  const { training } = run;
  const groups = [
    training === undefined ? broughtIn(run, models) : trained(run, training, standing),
    generator(run),
    ...(training === undefined ? realData(run) : [dataset("Data set", training.dataset)]),
    { title: "Versions", facts: Object.entries(run.versions).map(([name, value]) => ({ name, value })) },
  ];
  return groups.filter(({ facts }) => facts.length > 0);
}

function trained(run: RunRecord, training: TrainingRecord, standing: RunStanding): FactGroup {
  return {
    title: "Training",
    facts: [
      { name: "Trainer", value: training.trainer },
      { name: "Preset", value: training.preset ?? "none" },
      { name: "State", value: standingWords(standing) },
      ...reason(run),
      { name: "Steps", value: `${formatNumber(training.step)} of ${formatNumber(training.totalSteps)}` },
      { name: "Seed", value: String(training.seed) },
      { name: "Backend", value: `${run.backend.name}, ${run.backend.device}` },
      { name: "Started", value: timeWords(run.startedAt) },
      { name: "Training time", value: durationWords(training.seconds) },
      { name: "Speed", value: `${formatNumber(training.imagesPerSecond)} images per second` },
      ...(training.allowedChanges ?? []).map((value) => ({ name: "Changed", value })),
    ],
  };
}

/** How a run came in that was not trained here. */
function broughtIn(run: RunRecord, models: number): FactGroup {
  const { origin, samples } = run.subject;
  return {
    title: "Where it comes from",
    facts: [
      ...(origin === undefined
        ? []
        : [
            { name: "File", value: originWords(origin) },
            { name: "Format", value: origin.format },
            { name: "SHA-256", value: origin.sha256, isCode: true },
          ]),
      ...(run.kind === "series" ? [{ name: "Series", value: countWords(models, "model") }] : []),
      ...(samples === undefined ? [] : [{ name: "Samples", value: countWords(samples.count, "image") }]),
      ...(run.state === "finished" ? [] : [{ name: "State", value: run.state }]),
      ...reason(run),
      { name: "Brought in", value: timeWords(run.startedAt) },
    ],
  };
}

function generator({ kind, subject }: RunRecord): FactGroup {
  const { latent, range, shape } = subject;
  const isKnown = kind !== "trained" || latent !== undefined;
  return {
    title: kind === "samples" ? "Images" : "Generator",
    facts: isKnown
      ? [
          { name: "Gives", value: shapeWords(shape) },
          ...(latent === undefined ? [] : [{ name: "Takes", value: latentWords(latent) }]),
          ...(range === undefined
            ? []
            : [{ name: "Values", value: `from ${formatNumber(range[0])} to ${formatNumber(range[1])}` }]),
        ]
      : [],
  };
}

/** Real images beside a generator from elsewhere, and what it has seen of them. */
function realData({ subject }: RunRecord): readonly FactGroup[] {
  const { data, heldOut } = subject;
  return [
    ...(data === undefined
      ? []
      : [
          {
            title: "Real images",
            facts: [
              ...dataset("", data.dataset).facts,
              {
                name: "Trained on",
                value: data.trainedOn === "all" ? "all of them" : data.trainedOn.join(", "),
              },
            ],
          },
        ]),
    ...(heldOut === undefined ? [] : [dataset("Real images that it has not seen", heldOut.dataset)]),
  ];
}

function dataset(
  title: string,
  { name, kind, shape, classes, splits, licence, sha256 }: DatasetInfo,
): FactGroup {
  const sizes = Object.entries(splits).map(([split, size]) => `${split} ${formatNumber(size)}`);
  return {
    title,
    facts: [
      { name: "Name", value: name },
      { name: "Sample", value: `${kind}, ${shapeWords(shape)}` },
      ...(classes === undefined ? [] : [{ name: "Classes", value: classes.join(", ") }]),
      { name: "Splits", value: sizes.join(", ") || "none" },
      { name: "Licence", value: licence },
      { name: "SHA-256", value: sha256, isCode: true },
    ],
  };
}

function reason({ reason }: RunRecord): readonly Fact[] {
  return reason === undefined ? [] : [{ name: "Reason", value: reason }];
}

/** "2026-01-31 10:05 UTC" */
function timeWords(iso: string): string {
  return iso.replace(/^([\d-]+)T(\d\d:\d\d)[\d:.]*Z$/, "$1 $2 UTC");
}

/** "2 min 35 s" */
function durationWords(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, { significant: 2 })} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${formatNumber(hours)} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
