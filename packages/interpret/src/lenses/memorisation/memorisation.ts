import {
  concatRows,
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  type NdArray,
  rows,
} from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import { disposeModel } from "@ganlens/models";
import * as z from "zod";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { proposedSpec } from "../../autoencoders/proposed-spec.ts";
import { overlapOf } from "../../copies/overlap.ts";
import { type PixelCodes, pixelCodes } from "../../copies/pixel-codes.ts";
import { repeatsOf } from "../../copies/repeats.ts";
import { autoencoderCodeSpace } from "../../features/autoencoder-code-space.ts";
import { varianceShare } from "../../sets/collapse.ts";
import { bothDomains } from "../../sets/domains.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { nothingLookedAt } from "../nothing-looked-at.ts";
import { staged } from "../staged.ts";
import { nothingReal, suspectImages } from "../suspect-images.ts";
import { memorisationAnswer } from "./answer.ts";
import { memorisationControls } from "./controls.ts";
import { copyEvidence, repeatEvidence } from "./evidence.ts";
import { copyFigure, repeatFigure } from "./figures.ts";
import { judgeOf } from "./judge.ts";
import { copyMeasures, knownMeasures, overlapMeasure, repeatMeasures } from "./measures.ts";
import { memorisationVerdicts } from "./verdicts.ts";

/** Settings of {@link memorisation}. */
export interface MemorisationOptions {
  /** Generated images that are looked at; of fewer samples all. */
  readonly count: number;
  /** Steps that the autoencoder of the third search is trained for; by default as the effort says. */
  readonly steps?: number;
}

/** What can be measured of images of which nothing else is known. */
const ofRepeats = {
  name: "share of images that are nearly the same as another one",
  better: "lower",
} as const;

/** Training images that principal components are fitted to. */
const fitted = 1500;

/**
 * Whether a generator copies its training images, or draws the same images again.
 *
 * Copies are images much nearer to one training image than to its neighbours, more often than real images that cannot be copies: in
 * principal components of pixels, in the same with the image moved by up to two pixels, and in the code of an autoencoder. Repeats are
 * pairs of images that are nearly the same, more often than among training images; from them follows how many images there are to draw.
 */
export const memorisation: Lens<MemorisationOptions> = {
  specificationVersion: 1,
  id: "memorisation",
  question: "Does it copy its training data, or repeat itself?",
  needs: ["images"],
  options: z.strictObject({
    count: z.int().min(2).max(5000).default(2000),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const { progress } = context;
    yield progress("generating", 0);
    const found = await suspectImages(subject, {
      purpose: "memorisation",
      count: options.count,
      measured: ofRepeats,
      context,
    });
    if ("answer" in found) return found.answer;
    const { x: suspect, latents } = found.drawn;
    if ("reason" in found) {
      return found.reason === nothingReal
        ? repeatsAlone(found.drawn, context)
        : tooFew(suspect, found.reason, context);
    }
    const { images } = found;

    const spec = proposedSpec(subject);
    const { real } = await bothDomains(subject, { seed: context.seed, context });
    const steps = options.steps ?? autoencoderSteps[context.effort];
    const autoencoder = yield* staged(
      fitAutoencoder({ spec, images: real.train, seed: context.seed, steps, context }),
      (done) => progress("training an autoencoder on real images", 0.05 + 0.4 * done),
    );
    let pixels: PixelCodes | undefined;
    try {
      yield progress("looking for copies and repeats", 0.45);
      pixels = pixelCodes(rows(images.training, 0, Math.min(fitted, images.training.shape[0] as number)));
      const codes = autoencoderCodeSpace({ autoencoder: autoencoder.model, hash: autoencoder.hash });
      const judge = await judgeOf({ images, pixels, codes });
      const copies = await judge.copies(suspect);
      const repeats = await judge.repeats(suspect);
      const unseen = concatRows([images.known, images.placebo]);
      const overlap = {
        count: await overlapOf({ kept: unseen, training: images.training, pixels }),
        n: unseen.shape[0] as number,
      };
      yield progress("looking at real images and planted faults in its place", 0.65);
      const controls = await memorisationControls({ images, judge, context });
      yield progress("measuring", 0.85);
      const kept = await keepLatents(latents, { id: "memorisation-latents", context });
      return {
        answer: memorisationAnswer(copies, repeats),
        verdicts: memorisationVerdicts({
          copies,
          repeats,
          controls,
          foreign: subject.real?.foreign ?? false,
          known: images.meaning,
          areSeen: images.areSeen,
          variance: varianceShare(suspect, images.training),
          overlap,
          searched: images.training.shape[0] as number,
          effort: context.effort,
        }),
        controls,
        measures: [
          ...copyMeasures(copies),
          ...repeatMeasures(repeats),
          ...(await knownMeasures({ suspect, images, pixels, context })),
          overlapMeasure(overlap),
        ],
        figures: [
          ...(await copyFigure(copies, { suspect, training: images.training, context })),
          ...(await repeatFigure(repeats, { suspect, context })),
        ],
        evidence: [
          copyEvidence(copies, autoencoder.hash, { kept, context }),
          ...repeatEvidence(repeats, { kept, context }),
        ],
        artifacts: kept.artifacts,
      };
    } finally {
      pixels?.dispose();
      disposeModel(autoencoder.model);
    }
  },
};

/** Repeats among images of which nothing else is known: numbers, and nothing that can be told of them. */
async function repeatsAlone(
  { x: suspect, latents }: Pick<ImageSet, "x" | "latents">,
  context: LensContext,
): Promise<LensAnswer> {
  const own = await repeatsOf(suspect);
  const kept = await keepLatents(latents, { id: "memorisation-latents", context });
  return {
    answer: memorisationAnswer(undefined, { own }),
    verdicts: [
      verdict(
        {
          id: "repeats",
          level: "cannot tell",
          headline: "Cannot tell whether it copies or repeats itself: there are no real images.",
          detail: `No control is possible here. ${own.n - own.different} of ${own.n} images are nearly the same as another one.`,
        },
        context.effort,
      ),
    ],
    measures: [
      measure({
        ...ofRepeats,
        value: own.share,
        n: own.n,
      }),
    ],
    figures: await repeatFigure({ own }, { suspect, context }),
    evidence: repeatEvidence({ own }, { kept, context }),
    artifacts: kept.artifacts,
  };
}

function tooFew(suspect: NdArray, reason: string, context: LensContext): LensAnswer {
  return nothingLookedAt(
    {
      id: "copies",
      headline: "Too few images to tell whether it copies or repeats itself.",
      question: "Whether it copies or repeats itself",
      reason,
      measured: ofRepeats.name,
      better: ofRepeats.better,
      n: suspect.shape[0] as number,
    },
    context,
  );
}
