import type { Control, Effort, Verdict } from "@ganlens/core";
import type { ExceedanceShare } from "@ganlens/metrics";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { alarm, type Exceedances, missingSpike } from "./exceedance.ts";
import { type Grounds, obstacle } from "./obstacle.ts";

export interface ReconstructionVerdicts {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
}

/**
 * False alarms depend neither on how long the networks were trained nor on how many images are looked at: the test is exact, as images
 * that no network has seen are exchangeable however well they fit. These null rows stand for all; the power does not.
 */
const silentAs = { effort: "quick", n: 500 } as const;

/** The fault of the spike-ins, planted in unseen real images that stand in the place of generated ones. */
export const spikeIn = { fault: "dilation", strength: 1 } as const;

export interface ReconstructionWords extends Pick<Grounds, "kept">, Partial<Omit<Grounds, "kept">> {
  readonly effort: Effort;
}

interface Statement {
  readonly id: "foreign" | "missing";
  readonly said: (share: string) => string;
  readonly silent: string;
  /** What must be known beside the numbers, where it is said and where it is not. */
  readonly saidRemark?: string;
  readonly silentRemark?: string;
  /** What cannot be told where its controls fail. */
  readonly subject: string;
  /** What exceeds, and of what 5 % do anyway. */
  readonly detail: string;
  /** A fault that the statement must find, as the calibration tables name it. */
  readonly fault: { readonly id: string; readonly strength: number; readonly title: string };
  /** What the spike-in is. */
  readonly spike: string;
}

const statements = (kept: string): readonly Statement[] => [
  {
    id: "foreign",
    said: (share) => `About ${share} of its images lie outside what real images look like.`,
    silent: "No more of its images than of real ones are rebuilt badly; faint ones would pass, too.",
    subject: "whether its images look like real ones",
    silentRemark:
      "Faint and blurred images leave small errors whatever they show, so that this alone is no praise.",
    detail: `generated images fit an autoencoder of real images worse than 95 % of ${kept} real ones do`,
    fault: { id: "dilation", strength: 1, title: "strokes one pixel thicker" },
    spike: findFault(spikeIn.fault).title(spikeIn.strength),
  },
  {
    id: "missing",
    said: (share) => `About ${share} of real images lie outside what it draws.`,
    silent: "No real images could be told to lie outside what it draws.",
    subject: "whether it misses real images",
    saidRemark:
      "Kinds that it never draws and kinds that it draws otherwise (softer, thicker, moved) look alike here.",
    detail: `${kept} real images fit an autoencoder of generated images worse than 95 % of generated ones do`,
    fault: { id: "classes-missing", strength: 0.5, title: "half of the classes missing" },
    spike: `${findFault(spikeIn.fault).title(spikeIn.strength)} in ${percent(missingSpike)} of the images, of which the other side holds none`,
  },
];

/** What may be said of the two exceedance shares, and how the placebo came out. */
export function reconstructionVerdicts(
  exceedances: Exceedances,
  { kept, effort, isOwnSource = true, variance = 1 }: ReconstructionWords,
  rows?: readonly CalibrationRow[],
): ReconstructionVerdicts {
  const verdicts: Verdict[] = [];
  const controls: Control[] = [];
  for (const statement of statements(kept)) {
    const { id, fault } = statement;
    const share = exceedances[id];
    const asked = { lens: "reconstruction", statement: id, n: share.n };
    const own = controlsOf(statement, exceedances, { kept, effort });
    controls.push(...own);
    const against = obstacle(id, statement.subject, exceedances, { kept, isOwnSource, variance });
    if (against !== undefined) {
      verdicts.push(verdict({ id, level: "cannot tell", ...against }, effort));
      continue;
    }
    // A sentence of which it is not known how often it is wrong is not said.
    if (!mayBeSaid({ ...asked, ...silentAs }, rows)) continue;
    const seen = powerWords({ ...asked, effort, fault: fault.id, strength: fault.strength }, rows);
    const alarms = share.pValue <= alarm;
    const failure = controlFailure(own, statement.subject);
    const remark = alarms ? statement.saidRemark : statement.silentRemark;
    verdicts.push(
      verdict(
        {
          id,
          ...(failure === undefined
            ? {
                level: alarms ? levelOf(share) : "note",
                headline: alarms ? statement.said(percent(beyondChance(share))) : statement.silent,
              }
            : { level: "cannot tell" as const, headline: failure }),
          detail: `${withInterval(share, percent)} of ${share.n} ${statement.detail}; by chance ${percent(share.expected)} would. ${remark === undefined ? "" : `${remark} `}${limitWords(exceedances.limits[id])} Seen in trials on MNIST digits: ${fault.title}, ${seen}.`,
          controls: own.map((control) => control.id),
        },
        effort,
      ),
    );
  }
  return { verdicts, controls };
}

/** The placebo and the spike-ins of a statement: how often each came out as it must. */
function controlsOf(
  { id, spike }: Statement,
  { placebo, spikes }: Exceedances,
  { kept, effort }: { readonly kept: string; readonly effort: Effort },
): readonly Control[] {
  const n = placebo[id].n;
  const asked = { lens: "reconstruction", effort, n };
  // What is planted for the other statement is not in the tables: they speak of whole classes.
  const power = id === "foreign" ? powerBeside({ ...asked, ...spikeIn, statement: id }) : {};
  const planted = {
    id: `${id}-${spikeIn.fault}`,
    kind: "spike-in",
    title: spike,
    ...power,
  } as const;
  return [
    {
      id: `${id}-placebo`,
      kind: "placebo",
      title: `${kept} real images in the place of generated ones, nothing ${id}`,
      draws: 1,
      found: placebo[id].pValue > alarm ? 1 : 0,
      ...silenceBeside({ ...asked, effort: silentAs.effort, n: silentAs.n / 2, statement: `${id}-placebo` }),
    },
    "reason" in spikes
      ? { ...planted, draws: 1, found: null, reason: spikes.reason }
      : {
          ...planted,
          draws: spikes.length,
          found: spikes.filter((spiked) => spiked[id].pValue <= alarm).length,
        },
  ];
}

/** The share without what chance gives: (share − expected) / (1 − expected), at least 0. */
function beyondChance({ share, expected }: ExceedanceShare): number {
  return Math.max(0, (share - expected) / (1 - expected));
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
