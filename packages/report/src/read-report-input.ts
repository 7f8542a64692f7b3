import {
  imageGrid,
  type RunContents,
  type RunKind,
  type RunReader,
  readGivenSamples,
  readRun,
  runLayout,
  runStanding,
  type WriterState,
  wordsOf,
} from "@ganlens/core";
import { formatNumber } from "./format/format-number.ts";
import type { ReportInput } from "./report-input.ts";

/** Given samples that a report shows. */
const mostSamples = 40;

/**
 * What a report needs from a run folder: run, losses, the last samples, and every lens's result, in the order of `readRun`.
 *
 * A lens or a log that cannot be read becomes a note in the report; the rest is still shown.
 *
 * @param options `writer`: whether the process that trains the run is there, by `writerState` of `@ganlens/core/node`; without
 *   it, a run that calls itself running is said to be unfinished
 * @throws {RunUnsupportedError} when `run.json` is there but cannot be read, or the folder holds neither a run nor a lens
 */
export async function readReportInput(
  reader: RunReader,
  { writer = "not known" }: { readonly writer?: WriterState } = {},
): Promise<ReportInput> {
  const contents = await readRun(reader);
  const notes = [...contents.notes];
  const samples = await readSamples(reader, contents).catch((error: unknown) => {
    notes.push(`The samples are left out: ${wordsOf(error)}`);
    return null;
  });
  const { record, results, checkpoints, fingerprints, logged } = contents;
  return {
    run: record,
    ...(record === null ? {} : { standing: runStanding(record, writer) }),
    models: checkpoints.length,
    results,
    fingerprints,
    readImage: async (result, fileName) => {
      const path = `${runLayout.lens(result)}/${fileName}`;
      return (await reader.has(path)) ? await reader.read(path) : null;
    },
    ...(samples === null ? {} : { samples }),
    ...(logged.length === 0 ? {} : { losses: logged }),
    notes,
  };
}

/** The newest grid of samples, or the first of those that were given instead of a generator. */
async function readSamples(
  reader: RunReader,
  { record, sampleSteps }: RunContents,
): Promise<NonNullable<ReportInput["samples"]> | null> {
  const count = record?.subject.samples?.count;
  if (record !== null && count !== undefined) {
    const shown = Math.min(mostSamples, count);
    const { x } = await readGivenSamples(reader, record.subject, { start: 0, end: shown });
    const caption = `The first ${shown} of ${formatNumber(count)} samples that the run was given.`;
    return { png: imageGrid(x, 10).png, title: "Given samples", caption };
  }
  const step = sampleSteps.at(-1);
  if (step === undefined) return null;
  const png = await reader.read(runLayout.sampleGrid(step));
  const words: Readonly<Record<RunKind, string>> = {
    trained: `What the generator makes of the same fixed latents after step ${step}.`,
    series: `What the model of step ${step} makes of latents that are the same for all.`,
    imported: "What the generator makes of latents that were drawn once.",
    samples: "The first of the samples that the run was given.",
  };
  return { png, caption: words[record?.kind ?? "trained"] };
}
