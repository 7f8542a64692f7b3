import type { BackendName } from "@ganlens/backend";
import { ConfigInvalidError, type Effort, efforts, GanlensError, type RunRecord } from "@ganlens/core";
import type { FolderRunStore } from "@ganlens/core/node";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { seedOption } from "../options/seed-option.ts";
import { addSubjectOptions, type SubjectOptions, saysSomething } from "../options/subject-options.ts";
import { threadsOption } from "../options/threads-option.ts";
import { trainingImagesOption } from "../options/training-images-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { Reporter } from "../reporters/reporter.ts";
import type { RecognisedSubject } from "../subjects/recognise-subject.ts";
import type { CliCommand } from "./cli-command.ts";

interface ExplainOptions extends SubjectOptions {
  readonly lens?: readonly string[];
  readonly effort: Effort;
  readonly seed?: number;
  readonly checkpoint?: number;
  readonly compareWith?: string;
  readonly replace?: boolean;
  readonly repeat?: string;
  readonly trainingImages: boolean;
  readonly threads: number;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens explain SUBJECT` */
export const explainCommand: CliCommand = {
  name: "explain",
  summary: "Asks what a generator has learned, and writes the answers and a report into its run folder.",
  examples: [
    "explain runs/demo-20260131-093005",
    "explain runs/mine --lens reconstruction compression --effort normal",
    "explain generator.onnx --latent normal:100 --data mnist-5k --held-out mnist-t10k",
    "explain model.json --data ./my-images --trained-on train",
    "explain --samples images.npz --latents latents.npz --data ./my-images",
    "explain --series 'checkpoints/*/model.json' --data mnist-5k",
    "explain runs/mine --checkpoint 500 --compare-with ./other-images",
    "explain runs/mine --repeat memorisation/most-like-copies",
  ],
  define(command: Command, io: CliIo): void {
    command
      .argument(
        "[subject]",
        "a run folder, an .onnx file, a model.json or its folder, an http(s) address, or samples",
      )
      .option("--lens <id...>", "only these lenses; all that can be asked, if left out")
      .addOption(
        new Option(
          "--effort <effort>",
          "glance says no more than notes; quick answers within minutes; normal repeats over seeds",
        )
          .choices(efforts)
          .default("quick"),
      )
      .option("--replace", "let answers of a lesser effort take the place of those of a greater one")
      .option(
        "--repeat <evidence>",
        "make the answer that holds this evidence again, as LENS/ID, and say whether the same comes out",
      )
      .option("--checkpoint <step>", "look at this step of a run; the last one, if left out", wholeNumber(0))
      .option(
        "--compare-with <path-or-name>",
        "look at a run against other images than its own; the answers are kept apart",
      )
      .addOption(seedOption());
    addSubjectOptions(command)
      .addOption(
        trainingImagesOption("write no picture of real data into the run folder, nor into its report"),
      )
      .addOption(threadsOption())
      .addOption(backendOption())
      .addOption(logOption())
      .action((subject: string | undefined, options: ExplainOptions) => explain(subject, options, io));
  },
};

async function explain(named: string | undefined, options: ExplainOptions, io: CliIo): Promise<void> {
  const { findLens, lenses } = await import("@ganlens/interpret");
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { askLenses } = await import("../runs/ask-lenses.ts");
  const { recogniseSubject } = await import("../subjects/recognise-subject.ts");
  const { effort, trainingImages, checkpoint, compareWith } = options;
  await withReporter(options.log, io, async (reporter) => {
    const found = await recogniseSubject(named, options, io);
    const ids = [...new Set((options.lens ?? []).flatMap((id) => id.split(",")))];
    const asked = ids.map(findLens);
    if (options.repeat !== undefined) assertRepeatable(found, options);
    const { store, record, backend, brought } = await runOf(found, options, { io, reporter });
    if (options.repeat !== undefined) {
      const { repeatEvidence } = await import("../runs/repeat-evidence.ts");
      const { data, heldOut } = options;
      await repeatEvidence({
        store,
        record,
        named: options.repeat,
        data,
        heldOut,
        compareWith,
        io,
        reporter,
      });
      return;
    }
    const { size, channels, fit, allowLarge, data, heldOut } = options;
    const asking = askLenses({
      store,
      record,
      lenses: asked.length === 0 ? lenses : asked,
      named: asked.length > 0,
      effort,
      replace: options.replace === true,
      seed: options.seed ?? record.training?.seed ?? 0,
      trainingImages,
      threads: { count: options.threads, backend },
      io,
      reporter,
      stagesBefore: 0,
      ...(brought ? { justBrought: true } : { data, heldOut }),
      compareWith,
      pictures: {
        ...(size === undefined ? {} : { size }),
        ...(channels === undefined ? {} : { channels }),
        ...(fit === undefined ? {} : { fit }),
        ...(allowLarge === undefined ? {} : { allowLarge }),
      },
      checkpoint,
    });
    await (brought ? asking.catch((error) => leaveNothing(error, store)) : asking);
  });
}

/** @throws {ConfigInvalidError} when what is to be repeated is no run, or is said to be made otherwise than it was */
function assertRepeatable(found: RecognisedSubject, options: ExplainOptions): void {
  const { lens, seed, checkpoint, replace } = options;
  const others = Object.entries({
    "--lens": lens,
    "--seed": seed,
    "--checkpoint": checkpoint,
    "--replace": replace,
  });
  const stray = others.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (found.kind === "run" && stray.length === 0) return;
  throw new ConfigInvalidError({
    message:
      found.kind === "run"
        ? `Expected --repeat alone, received ${stray.join(", ")} beside it.`
        : "Expected a run folder whose evidence is to be repeated, received something else.",
    hint: "The answer in the run says with which seed, effort and settings it was made.",
  });
}

/** A run folder that was made of something that cannot be looked at as it was described is taken away again. */
async function leaveNothing(error: unknown, store: FolderRunStore): Promise<never> {
  const { rm } = await import("node:fs/promises");
  const said =
    GanlensError.isInstance(error) &&
    ["config-invalid", "dataset-invalid", "run-unsupported"].includes(error.code);
  const worked = [...(await store.list("lenses")), ...(await store.list("models"))];
  if (said && worked.length === 0) await rm(store.location, { recursive: true, force: true });
  throw error;
}

/** The run folder that is named, or one that is made of what is named. */
async function runOf(
  found: RecognisedSubject,
  options: ExplainOptions,
  { io, reporter }: { readonly io: CliIo; readonly reporter: Reporter },
): Promise<{
  readonly store: FolderRunStore;
  readonly record: RunRecord;
  readonly backend: BackendName;
  readonly brought: boolean;
}> {
  const { openEngine } = await import("../engine/open-engine.ts");
  const { openRun } = await import("../runs/open-run.ts");
  const { bringSubject } = await import("../subjects/bring-subject.ts");
  const { shellWord, shownPath } = await import("../runs/shown-path.ts");
  const { standingOf, standingWords } = await import("../runs/standing.ts");
  if (found.kind === "run") {
    // Of a run that is there, only the place of its data can be said anew.
    const allowed = [
      "--data",
      "--held-out",
      ...(options.compareWith === undefined ? [] : ["--size", "--channels", "--fit"]),
    ];
    const stray = saysSomething(options).filter((option) => !allowed.includes(option));
    if (stray.length > 0) {
      throw new ConfigInvalidError({
        message: `Expected a run to be looked at as it is, received ${stray.join(", ")}.`,
        hint: "These say what a model or samples from elsewhere are; a run says it itself.",
      });
    }
    const { store, record } = await openRun(found.path, io);
    const standing = await standingOf(store, record);
    const text = standingWords(record, {
      standing,
      resume: `${io.program} train --resume ${shellWord(shownPath(found.path, io))}`,
    });
    if (text !== undefined) reporter.report({ type: "note", text });
    const { backend } = await openEngine({ require: options.backend });
    return { store, record, backend: backend.name, brought: false };
  }
  const engine = await openEngine({ require: options.backend });
  const { store, record } = await bringSubject({ found, options, engine, io, reporter });
  reporter.report({ type: "note", text: `made the run folder ${shownPath(store.location, io)}.` });
  return { store, record, backend: engine.backend.name, brought: true };
}
