import type { BackendName } from "@ganlens/backend";
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import type { Names } from "../comparisons/comparison-tables.ts";
import { backendOption } from "../options/backend-option.ts";
import { type LogForm, logOption } from "../options/log-option.ts";
import { addModelOptions, type ModelOptions, subjectOptionsOf } from "../options/model-options.ts";
import { type PictureOptions, pictureOptions } from "../options/picture-options.ts";
import { seedOption } from "../options/seed-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { shownJson } from "../reporters/shown-text.ts";
import type { NamedSubject } from "../subjects/open-named-subject.ts";
import type { CliCommand } from "./cli-command.ts";

interface CompareOptions extends ModelOptions, PictureOptions {
  readonly data?: string;
  readonly count?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: true;
  readonly backend?: BackendName;
  readonly log: LogForm;
}

/** `ganlens compare A B` */
export const compareCommand: CliCommand = {
  name: "compare",
  summary:
    "Lays two generators side by side, at the same latents where they can be, and ranks nothing inside the noise.",
  examples: [
    "compare runs/one runs/other",
    "compare runs/mine generator.onnx --latent normal:100",
    "compare one.onnx other.onnx --data mnist-5k --json",
  ],
  define(command: Command, io: CliIo): void {
    const { size, channels, fit, allowLarge } = pictureOptions();
    command
      .argument("<first>", "a run folder, a model, or samples")
      .argument("<second>", "another one")
      .option(
        "--data <folder-or-name>",
        "real images that both are compared with; those of the first run, else of the second, if left out",
      )
      .addOption(size)
      .addOption(channels)
      .addOption(fit)
      .addOption(allowLarge)
      .option(
        "--count <n>",
        "images of each, 1000 if left out, and not more than there are real ones",
        wholeNumber(50),
      )
      .addOption(seedOption())
      .option(
        "--out <folder>",
        "a new folder for the grid and the numbers; one under comparisons/, if left out",
      )
      .option("--json", "print one JSON document, and nothing else");
    addModelOptions(command)
      .addOption(backendOption())
      .addOption(logOption())
      .action((first: string, second: string, options: CompareOptions) =>
        compare([first, second], options, io),
      );
  },
};

async function compare(named: readonly [string, string], options: CompareOptions, io: CliIo): Promise<void> {
  const { withReporter } = await import("../reporters/with-reporter.ts");
  const { NotesReporter } = await import("../reporters/notes-reporter.ts");
  if (options.json === true) await laySideBySide(named, options, { io, reporter: new NotesReporter(io) });
  else await withReporter(options.log, io, (reporter) => laySideBySide(named, options, { io, reporter }));
}

async function laySideBySide(
  named: readonly [string, string],
  options: CompareOptions,
  { io, reporter }: { readonly io: CliIo; readonly reporter: Reporter },
): Promise<void> {
  const { compareResults, compareSubjects } = await import("@ganlens/interpret");
  const { openNamedSubject } = await import("../subjects/open-named-subject.ts");
  const { comparisonTable, resultsTable, verdictsTable } = await import(
    "../comparisons/comparison-tables.ts"
  );
  const { dataHash, storedAnswers } = await import("../comparisons/stored-answers.ts");
  const { comparisonData, writeComparison } = await import("../comparisons/write-comparison.ts");
  const { createRunFolder } = await import("../runs/create-run-folder.ts");
  const { backend, count, seed = 0 } = options;
  const { size, channels, fit, allowLarge, data } = options;
  const pictures = {
    ...(size === undefined ? {} : { size }),
    ...(channels === undefined ? {} : { channels }),
    ...(fit === undefined ? {} : { fit }),
    ...(allowLarge === undefined ? {} : { allowLarge }),
  };
  const opened: NamedSubject[] = [];
  try {
    for (const each of named) {
      opened.push(
        await openNamedSubject({
          named: each,
          options: { ...subjectOptionsOf(options), ...pictures },
          runsToo: true,
          compareWith: data ?? "own",
          backend,
          io,
          reporter,
        }),
      );
    }
    const [first, second] = opened as [NamedSubject, NamedSubject];
    const names = namesOf(named);
    reporter.report({ type: "stage-start", stage: "compare" });
    const way = compareSubjects({
      first: { ...first.subject, name: names.first },
      second: { ...second.subject, name: names.second },
      seed,
      signal: io.signal,
      ...(count === undefined ? {} : { count }),
    });
    let next = await way.next();
    while (!next.done) {
      reporter.report({ type: "work-progress", now: next.value.stage, done: next.value.done });
      next = await way.next();
    }
    const comparison = next.value;
    const answers = [
      await storedAnswers(first, names.first),
      await storedAnswers(second, names.second),
    ] as const;
    const sameData = dataHash(first) === dataHash(second);
    const both = answers.every(({ results }) => results.length > 0);
    const found = sameData
      ? compareResults(answers[0].results, answers[1].results)
      : { verdicts: [], measures: [], notes: [] };
    const shared = {
      verdicts: found.verdicts,
      measures: found.measures,
      notes: [
        ...answers.flatMap(({ notes }) => notes),
        ...found.notes,
        ...(!sameData && both
          ? ["Their lenses' answers are about other data: they are not laid side by side."]
          : []),
      ],
    };
    const folder = await createRunFolder({
      out: options.out,
      stem: "comparison",
      what: "the comparison",
      parent: "comparisons",
      io,
    });
    const files = await writeComparison(folder, { comparison, shared, names, io });
    if (options.json === true) {
      const data = comparisonData(comparison, { shared, names });
      io.stdout.write(`${shownJson({ ...data, files: files.map(({ path }) => path) }, 2)}\n`);
      return;
    }
    reporter.report(comparisonTable(comparison, names));
    for (const table of [verdictsTable(shared, names), resultsTable(shared, names)]) {
      if (table !== undefined) reporter.report(table);
    }
    reporter.report({ type: "files-written", files, next: [] });
  } finally {
    for (const { subject } of opened) subject.dispose();
  }
}

/** What the user typed. */
function namesOf([one, other]: readonly [string, string]): Names {
  return { first: one, second: one === other ? `${other} (again)` : other };
}
