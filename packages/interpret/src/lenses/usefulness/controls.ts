import { type Control, type LensContext, RunUnsupportedError } from "@ganlens/core";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { withWrongLabels } from "../../recognition/wrong-labels.ts";
import { percent } from "../../words/numbers.ts";
import type { Judge, LabelledImages } from "./judge.ts";
import { counted, decidedAs, type StatementId, spikeIn } from "./statements.ts";

/** Times that wrong labels are planted, by effort. */
const spikeIns = { glance: 1, quick: 1, normal: 5 } as const;

/** What was planted, for sentences. */
export const wrongLabelsTitle = (share: number): string => `${percent(share)} of the labels wrong`;

/** Real images in the generator's place: they must be worth their number, and fewer once many of their labels are wrong. */
export function usefulnessControls({
  statement,
  placebo,
  meaning,
  judge,
  context: { effort, random },
}: {
  readonly statement: StatementId;
  readonly placebo: LabelledImages;
  /** What the placebo is, for sentences. */
  readonly meaning: string;
  readonly judge: Judge;
  readonly context: LensContext;
}): readonly Control[] {
  const n = placebo.labels.length;
  const clean: Control = {
    id: `${statement}-placebo`,
    kind: "placebo",
    title: `${meaning} in the generator's place (worth their number)`,
    draws: 1,
    found: judge.worth(judge.lesson(placebo), "placebo").isFewer ? 0 : 1,
    ...silenceBeside({ ...decidedAs, statement: counted[statement].placebo, n }),
  };
  const { fault, strength } = spikeIn;
  const planted = {
    id: `${statement}-${fault}`,
    kind: "spike-in",
    title: wrongLabelsTitle(strength),
  } as const;
  let found = 0;
  for (let draw = 0; draw < spikeIns[effort]; draw++) {
    try {
      const labels = withWrongLabels(placebo.labels, {
        classes: judge.recogniser.classes,
        share: strength,
        random: random.split(`${fault}/${draw}`),
      });
      const lesson = judge.lesson({ images: placebo.images, labels });
      if (judge.worth(lesson, `${fault}/${draw}`).isFewer) found++;
    } catch (error) {
      if (!(error instanceof RunUnsupportedError)) throw error;
      return [clean, { ...planted, draws: draw + 1, found: null, reason: error.message }];
    }
  }
  const asked = { ...decidedAs, statement: counted[statement].spikeIn, n };
  return [
    clean,
    { ...planted, draws: spikeIns[effort], found, ...powerBeside({ ...asked, fault, strength }) },
  ];
}
