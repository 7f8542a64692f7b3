import { type Evidence, type RunRecord, RunUnsupportedError, readRun } from "@ganlens/core";
import type { FolderRunStore } from "@ganlens/core/node";
import { findEvidence, type Repetition, repeatAnswer } from "@ganlens/interpret";
import type { CliIo } from "../cli-io.ts";
import type { TableEvent } from "../reporters/cli-event.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { openRunSubject } from "../subjects/open-run-subject.ts";

export interface RepeatEvidenceOptions {
  readonly store: FolderRunStore;
  readonly record: RunRecord;
  /** `ID` or `LENS/ID`. */
  readonly named: string;
  readonly data: string | undefined;
  readonly heldOut: string | undefined;
  readonly compareWith: string | undefined;
  readonly io: CliIo;
  readonly reporter: Reporter;
}

/** Rounding of another backend or machine changes numbers by less than this share of their size. */
const rounding = 1e-3;

/**
 * Makes the answer that holds a piece of evidence again, and says whether the same came out; the run folder stays as it is.
 *
 * @throws {RunUnsupportedError} when other samples or networks came out, or numbers that neither rounding nor their intervals explain
 */
export async function repeatEvidence(options: RepeatEvidenceOptions): Promise<void> {
  const { store, named, io, reporter } = options;
  const found = findEvidence((await readRun(store)).results, named);
  const { earlier } = found.result;
  const { subject } = await openRunSubject({ ...options, checkpoint: earlier });
  try {
    reporter.report({ type: "stage-start", stage: "explain", lenses: [found.result.lens] });
    const events = repeatAnswer({ subject, found, signal: io.signal });
    let next = await events.next();
    while (!next.done) {
      if (next.value.type === "lens-progress") reporter.report(next.value);
      next = await events.next();
    }
    const repetition = next.value;
    reporter.report(repetitionTable(repetition));
    reporter.report({ type: "files-written", files: [], next: [] });
    if (!isRepeated(repetition)) {
      throw new RunUnsupportedError({
        message: `The evidence ${named} came out otherwise than the run has it.`,
        hint: "Another backend or version of ganlens rounds otherwise, and networks drift apart from there: ask the lens again to see what it says now.",
      });
    }
  } finally {
    subject.dispose();
  }
}

/** Whether the same rows came out, and the same numbers but for rounding, or within their intervals. */
function isRepeated({ evidence: { first, second }, changed }: Repetition): boolean {
  return (
    second !== undefined &&
    sameRows(first, second) &&
    changed.every(({ relative, isWithin }) => relative <= rounding || isWithin)
  );
}

function sameRows(first: Evidence, second: Evidence): boolean {
  return (
    JSON.stringify([first.indices, first.sampleIds]) === JSON.stringify([second.indices, second.sampleIds])
  );
}

function repetitionTable({ first, evidence, isSame, changed }: Repetition): TableEvent {
  const again = evidence.second;
  const rowsOf = ({ indices, sampleIds }: Evidence) =>
    (indices ?? sampleIds ?? []).map(String).join(", ") || "none named";
  const networks = ({ models = [] }: Evidence) =>
    models.map((hash) => hash.slice(0, 12)).join(", ") || "none";
  return {
    type: "table",
    title: `${first.lens}/${evidence.first.id}: ${evidence.first.claim}`,
    columns: ["", "in the run", "now"],
    rows: [
      ["rows", rowsOf(evidence.first), again === undefined ? "nothing" : rowsOf(again)],
      ["networks", networks(evidence.first), again === undefined ? "nothing" : networks(again)],
      ...changed.slice(0, 5).map(({ name, first: one, second: other }) => [name, words(one), words(other)]),
    ],
    sentences: [
      `Made again with seed ${first.seed} and effort ${first.effort}, from the generator alone: no network or image that the run keeps was used.`,
      isSame
        ? `Every byte of the answer came out again: ${first.measures.length} numbers, and all that is said of them.`
        : changed.length === 0
          ? `All ${first.measures.length} numbers came out again; what is written about them is not the same, as after a change of version.`
          : `${changed.length} of ${first.measures.length} numbers came out otherwise, by at most ${percent(changed[0]?.relative ?? 0)} of their size${changed.every(({ isWithin }) => isWithin) ? ", all within their intervals" : ""}.`,
    ],
  };
}

function words(value: number | null): string {
  return value === null ? "none" : String(Number(value.toPrecision(6)));
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
