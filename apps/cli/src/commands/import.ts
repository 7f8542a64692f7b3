import type { BackendName } from "@ganlens/backend";
import { CancelledError, ConfigInvalidError } from "@ganlens/core";
import { type Command, Option } from "commander";
import type { CliIo } from "../cli-io.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { addSubjectOptions, type SubjectOptions } from "../options/subject-options.ts";
import type { CliCommand } from "./cli-command.ts";

interface ImportOptions extends SubjectOptions {
  readonly as?: "model" | "run";
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens import SUBJECT` */
export const importCommand: CliCommand = {
  name: "import",
  summary:
    "Brings in a generator, a series of them, or samples, and asks nothing of it yet: as a model for TensorFlow.js, or as a run folder.",
  examples: [
    "import generator.onnx --out model",
    "import generator.onnx --latent normal:100 --data mnist-5k",
    "import generator.onnx --as run --out runs/theirs",
    "import --samples images.npz --latents latents.npz",
    "import --series 'checkpoints/*/model.json'",
  ],
  define(command: Command, io: CliIo): void {
    command.argument(
      "[subject]",
      "an .onnx file, a model.json or its folder, an http(s) address, or samples",
    );
    addSubjectOptions(command)
      .addOption(
        new Option(
          "--as <form>",
          'model: model.json and its weights, which tf.loadLayersModel opens after import "@ganlens/models"; run: a folder with checkpoint, samples and run.json, which explain, report, view and list take. A model where --out is given for one, else a run',
        ).choices(["model", "run"]),
      )
      .addOption(backendOption())
      .addOption(logOption())
      .action((subject: string | undefined, options: ImportOptions) => bring(subject, options, io));
  },
};

async function bring(named: string | undefined, options: ImportOptions, io: CliIo): Promise<void> {
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { openEngine } = await import("../engine/open-engine.ts");
  const { recogniseSubject } = await import("../subjects/recognise-subject.ts");
  const { bringSubject } = await import("../subjects/bring-subject.ts");
  const { bringModel } = await import("../subjects/bring-model.ts");
  const { subjectFacts } = await import("../subjects/subject-facts.ts");
  const { shellWord, shownPath } = await import("../runs/shown-path.ts");
  await withReporter(options.log, io, async (reporter) => {
    const found = await recogniseSubject(named, options, io);
    if (found.kind === "run") {
      const run = shellWord(shownPath(found.path, io));
      throw new ConfigInvalidError({
        message: `Expected something from elsewhere, but ${run} is a run folder already.`,
        hint: `Look at it with: ${io.program} explain ${run}. Its generators are plain models: ${run}/checkpoints/*/generator`,
      });
    }
    const single = found.kind === "models" && found.models.length === 1;
    const form = options.as ?? (single && options.out !== undefined ? "model" : "run");
    if (form === "model" && !single) {
      throw new ConfigInvalidError({
        message: `Expected one model for --as model, received ${found.kind === "samples" ? "samples" : `${found.models.length} models`}.`,
        hint: "Leave --as out to make a run folder of them.",
      });
    }
    const engine = await openEngine({ require: options.backend });
    reporter.report({ type: "stage-start", stage: "import" });
    const given = { found, options, engine, io, reporter };
    if (io.signal.aborted)
      throw new CancelledError({ message: "Importing was stopped; nothing is written." });
    if (form === "model") return bringModel(given);
    const { store, record } = await bringSubject(given);
    reporter.report(subjectFacts(record));
    for (const text of record.subject.notes ?? []) reporter.report({ type: "note", text });
    const run = shownPath(store.location, io);
    const next = ["view", "explain"].map((command) => `${io.program} ${command} ${shellWord(run)}`);
    reporter.report({ type: "summary", run, report: null, next });
  });
}
