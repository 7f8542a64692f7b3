import {
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  type NdArray,
  rows,
} from "@ganlens/core";
import * as z from "zod";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { nearCopyRows } from "../../copies/near-copies.ts";
import { type PixelCodes, pixelCodes } from "../../copies/pixel-codes.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { keptWords } from "../../words/kept-words.ts";
import { nothingLookedAt } from "../nothing-looked-at.ts";
import { staged } from "../staged.ts";
import { suspectImages } from "../suspect-images.ts";
import { coverageAnswer } from "./answer.ts";
import { coverageControls } from "./controls.ts";
import { classFigure, gapFigure, gapsOf, kindEnds, kindFigure, nearestToLeast } from "./figures.ts";
import { fittedCount, judgeOf } from "./judge.ts";
import { chanceMeasure, groupMeasures, knownMeasures, outsideMeasure, unlikeMeasures } from "./measures.ts";
import { className } from "./names.ts";
import { outsideOf } from "./outside.ts";
import { groupTable } from "./table.ts";
import { coverageVerdicts } from "./verdicts.ts";

/** What cannot be measured where there is nothing to compare. */
const ofKinds = {
  name: "kind that is drawn least: its share over that among real images",
  better: "neither",
} as const;

/** Settings of {@link coverage}. */
export interface CoverageOptions {
  /** Generated images that are looked at; of fewer samples all. */
  readonly count: number;
  /** Steps that the autoencoder of generated images is trained for; by default as the effort says. */
  readonly steps?: number;
}

/**
 * Which parts of the data a generator misses, and which it overdoes.
 *
 * Classes are told by the nearest labelled images, with the classifier's confusions taken out; kinds are clusters of real images. A
 * group's share among generated images is held against its share among real ones. Beside it an autoencoder that learned generated
 * images finds the real ones that it cannot rebuild, group by group.
 */
export const coverage: Lens<CoverageOptions> = {
  specificationVersion: 1,
  id: "coverage",
  question: "Which parts of the data does it miss, and which does it overdo?",
  needs: ["images", "real-data"],
  options: z.strictObject({
    count: z.int().min(2).max(5000).default(2000),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const { progress } = context;
    yield progress("generating", 0);
    const found = await suspectImages(subject, {
      purpose: "coverage",
      count: options.count,
      measured: ofKinds,
      context,
    });
    if ("answer" in found) return found.answer;
    const { x: suspect, latents } = found.drawn;
    if ("reason" in found) return tooFew(suspect, found.reason, context);
    const { images } = found;

    const outside = yield* staged(
      outsideOf({
        subject,
        real: images,
        steps: options.steps ?? autoencoderSteps[context.effort],
        context,
      }),
      (done) => progress("training an autoencoder on generated images", 0.05 + 0.45 * done),
    );
    let pixels: PixelCodes | undefined;
    try {
      yield progress("looking for classes and kinds", 0.5);
      const fitted = fittedCount(images.training);
      pixels = pixelCodes(rows(images.training, 0, fitted));
      const judge = await judgeOf({ images, pixels });
      const classes = await judge.of("classes", suspect);
      const kinds = await judge.of("kinds", suspect);
      yield progress("looking at real images and planted faults in its place", 0.7);
      const said = [
        ...("reason" in classes ? [] : (["classes"] as const)),
        ...("reason" in kinds ? [] : (["kinds"] as const)),
      ];
      const controls = await coverageControls({ images, judge, said, context });
      yield progress("measuring", 0.85);
      const nameOf = (label: number) => className(subject, label);
      const { kept: ofReal } = keptWords(subject);
      const pictures = { suspect, training: images.training, pixels, kept: ofReal, context };
      const gaps = await gapsOf(outside, pictures);
      const ends = await kindEnds(kinds, judge.kinds, pictures);
      const kept = await keepLatents(latents, { id: "coverage-latents", context });
      const reading = judge.classes === undefined || "reason" in judge.classes ? undefined : judge.classes;
      return {
        answer: coverageAnswer({ classes, kinds, outside }, nameOf),
        verdicts: coverageVerdicts(
          {
            classes: judge.classes === undefined ? undefined : classes,
            kinds,
            reading,
            controls,
            nearCopies: {
              hits: (await nearCopyRows(suspect, images, pixels)).size,
              n: suspect.shape[0] as number,
            },
            effort: context.effort,
          },
          nameOf,
        ),
        controls,
        measures: [
          ...groupMeasures("class", classes),
          ...groupMeasures("kind", kinds),
          outsideMeasure(outside),
          ...unlikeMeasures(classes),
          ...(await knownMeasures({ suspect, images, pixels, from: fitted })),
          chanceMeasure("class", classes),
          chanceMeasure("kind", kinds),
        ],
        figures: [
          ...classFigure(classes, nameOf),
          ...(await kindFigure(ends, pictures)),
          ...(await gapFigure(gaps, outside, pictures)),
          await groupTable({ classes, kinds, outside }, { images, judge, pixels, kept: ofReal, nameOf }),
        ],
        evidence: [
          {
            id: "nearest-to-gaps",
            claim: `generated images nearest to the real ones farthest from what it draws, by row of ${kept.place}`,
            seed: context.seed,
            ...kept.named,
            indices: [...gaps.nearest],
            models: [outside.model],
          },
          ...(ends === undefined
            ? []
            : [
                {
                  id: "nearest-to-kinds",
                  claim: `generated images nearest to the kinds that are drawn least, by row of ${kept.place}`,
                  seed: context.seed,
                  ...kept.named,
                  indices: [...nearestToLeast(ends)],
                },
              ]),
        ],
        artifacts: kept.artifacts,
      };
    } finally {
      pixels?.dispose();
    }
  },
};

function tooFew(suspect: NdArray, reason: string, context: LensContext): LensAnswer {
  return nothingLookedAt(
    {
      id: "kinds",
      headline: "Too few images to tell which parts of the data it misses.",
      question: "Which parts of the data it misses",
      reason,
      measured: ofKinds.name,
      better: ofKinds.better,
      n: suspect.shape[0] as number,
    },
    context,
  );
}
