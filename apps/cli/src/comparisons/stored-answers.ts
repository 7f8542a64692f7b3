import { type LensResult, readRun } from "@ganlens/core";
import type { NamedSubject } from "../subjects/open-named-subject.ts";

/** The answers that a run holds of the generator as it is now; those of another one are named instead. */
export async function storedAnswers(
  { found, store, subject }: NamedSubject,
  name: string,
): Promise<{ readonly results: readonly LensResult[]; readonly notes: readonly string[] }> {
  if (found.kind !== "run") return { results: [], notes: [] };
  const { results } = await readRun(store);
  const now = results.filter(({ fingerprint }) => fingerprint === subject.fingerprint);
  const notes = results
    .filter(({ fingerprint, against }) => fingerprint !== subject.fingerprint && against === undefined)
    .map(({ lens }) => `The answer of the lens ${lens} in ${name} is of another state of it: ask again.`);
  return { results: now, notes };
}

/** What a run's answers compare with: its data, what of them was trained on, and what is held out. */
export function dataHash({ record }: NamedSubject): string | undefined {
  const { data, heldOut } = record.subject;
  const own = record.training?.dataset.sha256 ?? data?.dataset.sha256;
  return own && [own, heldOut?.dataset.sha256, data?.trainedOn].join(" ");
}
