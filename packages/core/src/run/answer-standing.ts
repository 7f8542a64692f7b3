import type { LensResult } from "../contracts/lens-result.ts";
import type { RunRecord } from "../contracts/run-record.ts";
import type { RunFingerprints } from "./run-fingerprints.ts";
import { lensFolder } from "./run-layout.ts";

/** Whose an answer is: of the generator that the run holds, of what it was at an earlier step, or of another one. */
export interface AnswerStanding {
  readonly kind: "current" | "earlier" | "other" | "unknown";
  /** A few words to put beside an answer: "made from step 30 of 60". */
  readonly label: string;
  /** The same as a sentence, with what is known of it. */
  readonly sentence: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly advice?: string;
}

export interface AnswerStandingOptions {
  /** Null where a folder holds answers, but no run. */
  readonly record: Pick<RunRecord, "training"> | null;
  /** Null where there is no run. */
  readonly fingerprints: RunFingerprints | null;
  /** The run as a user types it. */
  readonly run?: string;
}

/** Says whose an answer is, from the fingerprint and the step that it holds and those of the run's checkpoints. */
export function answerStanding(
  result: Pick<LensResult, "lens" | "fingerprint" | "step" | "earlier" | "against">,
  { record, fingerprints, run = "RUN" }: AnswerStandingOptions,
): AnswerStanding {
  const { fingerprint, step, earlier } = result;
  const again = { advice: `Ask again: ${asking(result, run)}` };
  if (fingerprints === null || record === null) {
    return unknown("There is no run.json beside this answer, so it cannot be told of which generator it is.");
  }
  if (fingerprint === null) {
    const sentence =
      "This answer is from before answers named their generator, so it cannot be told of which one it is.";
    return { ...unknown(sentence), ...again };
  }
  const { now, step: last, at } = fingerprints;
  const looked = earlier ?? step;
  if (earlier === undefined && fingerprint === now) {
    return { kind: "current", label: "of this generator", sentence: "Made from the generator as it is." };
  }
  const there = looked === null ? now : at.get(looked);
  if (there === fingerprint && earlier !== undefined) {
    const label = `of step ${earlier}, as asked`;
    return { kind: "current", label, sentence: `Made from step ${earlier}, as it was asked.` };
  }
  if (typeof there === "string" && there !== fingerprint) {
    const sentence = "Made from another generator than the one in this run, so it says nothing about it.";
    return { kind: "other", label: "of another generator", sentence, ...again };
  }
  if (looked === null || last === null || there === null) {
    return unknown(
      "It cannot be told of which generator this answer is: the run does not say what it holds.",
    );
  }
  const total = record.training?.totalSteps ?? last;
  if (looked < last && earlier === undefined) {
    const confirmed = there === fingerprint ? "" : " No checkpoint of that step is left to check it by.";
    const sentence = `Made from step ${looked} of ${total}; the generator is of step ${last} now.${confirmed}`;
    return { kind: "earlier", label: `made from step ${looked} of ${total}`, sentence, ...again };
  }
  const sentence = `Made from step ${looked}, of which this run has no checkpoint to check it by.`;
  return { ...unknown(sentence), label: `made from step ${looked}, which cannot be checked`, ...again };
}

function unknown(sentence: string): AnswerStanding {
  return { kind: "unknown", label: "of an unknown generator", sentence };
}

function asking({ lens, earlier, against }: Parameters<typeof answerStanding>[0], run: string): string {
  const step = earlier === undefined ? "" : ` --checkpoint ${earlier}`;
  return `ganlens explain ${run} --lens ${lens}${step}${against === undefined ? "" : " --compare-with DATA"}`;
}

/**
 * What should be known at the top of a page about answers that are not of the run's generator; none where all are.
 *
 * Answers that do not name their generator are left to the note that says so once.
 */
export function standingNotes(
  results: readonly LensResult[],
  options: AnswerStandingOptions,
): readonly string[] {
  const { run = "RUN" } = options;
  const judged = results
    .map((result) => ({ result, ...answerStanding(result, options) }))
    .filter(({ kind, advice, result }) => kind !== "current" && advice && result.fingerprint !== null);
  return [...new Set(judged.map(({ label }) => label))].map((label) => {
    const alike = judged.filter((each) => each.label === label).map(({ result }) => result);
    const one = alike.length === 1;
    const names = alike.map(lensFolder).join(", ");
    const are = label.startsWith("made") ? (one ? "was" : "were") : one ? "is" : "are";
    const lenses = [...new Set(alike.map(({ lens }) => lens))].join(" ");
    return `${one ? "The answer" : "The answers"} of ${names} ${are} ${label}. Ask again: ganlens explain ${run} --lens ${lenses}`;
  });
}
