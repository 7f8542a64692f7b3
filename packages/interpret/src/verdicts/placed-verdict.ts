import type { Control, Effort, Verdict } from "@ganlens/core";
import { type CalibratedStatement, mayBeSaid, powerWords } from "../calibration/calibration.ts";
import type { CalibrationRow } from "../calibration/calibration-row.ts";
import { findFault } from "../faults/faults.ts";
import { controlFailure } from "./control-failure.ts";
import { untriedVerdict } from "./untried-verdict.ts";
import { verdict } from "./verdict.ts";

/** A sentence on images, and what must be known before it is said. */
export interface PlacedSentence {
  /** Id of the verdict; its controls' ids begin with it. */
  readonly id: string;
  readonly words: Pick<Verdict, "level" | "headline"> & { readonly detail: string };
  /** What cannot be told where a control failed: "whether it copies". */
  readonly subject: string;
  /** Why nothing can be told, before any control. */
  readonly obstacle?: string | undefined;
  /** Why nothing good can be said, though nothing bad was found: copies of real images pass every other test. */
  readonly againstPraise?: string | undefined;
  /** Controls of all sentences of the lens. */
  readonly controls: readonly Control[];
  /** Faults whose power stands below: those that are seen, and those that are not. */
  readonly told: readonly (readonly [fault: string, strength: number])[];
  /** What happened in the trials that are counted: "Seen". */
  readonly trials?: string;
}

/**
 * The verdict of a sentence: none where it is not known how often it is wrong, "cannot tell" where it was tried with other numbers of
 * images alone, where something stands against it or one of its own controls failed, and below it what was seen of planted faults in
 * the committed trials.
 */
export function placedVerdict(
  { id, words, subject, obstacle, againstPraise, controls, told, trials = "Seen" }: PlacedSentence,
  {
    decidedAs,
    n,
    effort,
    rows,
  }: {
    readonly decidedAs: Pick<CalibratedStatement, "lens" | "effort">;
    readonly n: number;
    readonly effort: Effort;
    readonly rows: readonly CalibrationRow[] | undefined;
  },
): readonly Verdict[] {
  const asked = { ...decidedAs, statement: id, n };
  if (!mayBeSaid(asked, rows)) return untriedVerdict({ ...asked, subject, saidAt: effort }, rows);
  const own = controls.filter((control) => control.id.startsWith(`${id}-`));
  const isFound = words.level !== "good";
  const failure = obstacle ?? controlFailure(own, subject, isFound) ?? (isFound ? undefined : againstPraise);
  const seen = told.map(
    ([fault, strength]) =>
      `${findFault(fault).title(strength)}, ${powerWords({ ...asked, fault, strength }, rows)}`,
  );
  return [
    verdict(
      {
        id,
        ...words,
        ...(failure === undefined ? {} : { level: "cannot tell", headline: failure }),
        detail: `${words.detail} ${trials} in trials on MNIST digits: ${seen.join("; ")}.`,
        controls: own.map((control) => control.id),
      },
      effort,
    ),
  ];
}
