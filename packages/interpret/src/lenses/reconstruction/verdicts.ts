import type { Control, Effort, Verdict } from "@ganlens/core";
import type { ExceedanceShare } from "@ganlens/metrics";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { alarm, type Exceedances } from "./exceedance.ts";

export interface ReconstructionVerdicts {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
}

interface Statement {
  readonly id: "foreign" | "missing";
  readonly said: (share: string) => string;
  readonly silent: string;
  /** What exceeds, and of what 5 % do anyway. */
  readonly detail: string;
  /** A fault that the statement must find, as the calibration tables name it. */
  readonly fault: { readonly id: string; readonly strength: number; readonly title: string };
}

const statements = (kept: string): readonly Statement[] => [
  {
    id: "foreign",
    said: (share) => `About ${share} of its images lie outside what real images look like.`,
    silent: "None of its images could be told to lie outside what real images look like.",
    detail: `generated images fit an autoencoder of real images worse than 95 % of ${kept} real ones do`,
    fault: { id: "dilation", strength: 1, title: "strokes one pixel thicker" },
  },
  {
    id: "missing",
    said: (share) => `About ${share} of real images lie outside what it draws.`,
    silent: "No real images could be told to lie outside what it draws.",
    detail: `${kept} real images fit an autoencoder of generated images worse than 95 % of generated ones do`,
    fault: { id: "classes-missing", strength: 0.5, title: "half of the classes missing" },
  },
];

/** What may be said of the two exceedance shares, and how the placebo came out. */
export function reconstructionVerdicts(
  exceedances: Exceedances,
  { kept, effort }: { readonly kept: string; readonly effort: Effort },
): ReconstructionVerdicts {
  const verdicts: Verdict[] = [];
  const controls: Control[] = [];
  for (const statement of statements(kept)) {
    const { id, fault } = statement;
    const share = exceedances[id];
    const clean = exceedances.placebo[id].pValue > alarm;
    const asked = { lens: "reconstruction", statement: id, effort, n: share.n };
    controls.push({
      id: `${id}-placebo`,
      kind: "placebo",
      title: `${kept} real images in the place of generated ones`,
      draws: 1,
      found: clean ? 1 : 0,
    });
    // A sentence of which it is not known how often it is wrong is not said.
    if (!mayBeSaid(asked)) continue;
    const seen = powerWords({ ...asked, fault: fault.id, strength: fault.strength });
    const alarms = share.pValue <= alarm;
    verdicts.push(
      verdict(
        {
          id,
          level: clean ? (alarms ? levelOf(share) : "note") : "cannot tell",
          headline: clean
            ? alarms
              ? statement.said(percent(share.share))
              : statement.silent
            : "Real images in the generator's place raise an alarm, so nothing can be told here.",
          detail: `${withInterval(share, percent)} of ${share.n} ${statement.detail}; by chance ${percent(share.expected)} would. ${limitWords(exceedances.limits[id])} Seen in trials: ${fault.title}, ${seen}.`,
          controls: [`${id}-placebo`],
        },
        effort,
      ),
    );
  }
  return { verdicts, controls };
}

/** Shares from a tenth on are a problem: less is a matter of the details. */
function levelOf({ share }: ExceedanceShare): Verdict["level"] {
  return share >= 0.1 ? "problem" : "note";
}

function limitWords(detectable: number | null): string {
  return detectable === null
    ? "So few images show no share at all."
    : `A share of ${percent(detectable)} that fits worse than any would be seen in four of five runs.`;
}
