import {
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  rows,
  type Subject,
} from "@ganlens/core";
import { disposeModel } from "@ganlens/models";
import * as z from "zod";
import { autoencoderSteps } from "../../autoencoders/efforts.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { proposedSpec } from "../../autoencoders/proposed-spec.ts";
import { nearCopyRows } from "../../copies/near-copies.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { bothDomains } from "../../sets/domains.ts";
import { realSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { nothingLookedAt } from "../nothing-looked-at.ts";
import { staged } from "../staged.ts";
import { nothingReal, suspectImages } from "../suspect-images.ts";
import { tellAnswer } from "./answer.ts";
import { tellControls } from "./controls.ts";
import {
  classifierFigure,
  extremeRows,
  extremesFigure,
  propertyFigure,
  spectrumFigure,
  witnessFigure,
} from "./figures.ts";
import { judgeOf } from "./judge.ts";
import {
  apartMeasures,
  measureNames,
  placeMeasures,
  propertyMeasures,
  spectrumMeasures,
} from "./measures.ts";
import { spectrumDifferences } from "./spectrum-differences.ts";
import { tellVerdicts } from "./verdicts.ts";
import { witnessPictures } from "./witness.ts";

/** Settings of {@link tell}. */
export interface TellOptions {
  /** Generated images that are looked at, at most as many as there are real ones to tell them from. */
  readonly count: number;
  /** Steps that the autoencoder is trained for; by default as the effort says. */
  readonly steps?: number;
}

/**
 * What gives generated images away.
 *
 * A linear classifier is given what an autoencoder of real images keeps of each image and what it leaves over, and tries to tell generated
 * images from as many real ones that the autoencoder has not seen; beside it, properties that have names and power by frequency are
 * compared. Real images in the generator's place must pass for real.
 */
export const tell: Lens<TellOptions> = {
  specificationVersion: 1,
  id: "tell",
  question: "What gives the generated images away?",
  needs: ["images"],
  options: z.strictObject({
    count: z.int().min(2).max(5000).default(500),
    steps: z.int().positive().exactOptional(),
  }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const { progress } = context;
    yield progress("generating", 0);
    const found = await suspectImages(subject, {
      purpose: "tell",
      count: options.count,
      measured: { name: measureNames.accuracy, better: "lower" },
      context,
    });
    if ("answer" in found) return found.answer;
    const { drawn } = found;
    const count = drawn.x.shape[0] as number;
    if ("reason" in found) return nothingTold(count, found.reason, context);
    const n = Math.min(count, found.images.known.shape[0] as number);
    const images = cutTo(found.images, n);
    const suspect = rows(drawn.x, 0, n);

    const autoencoder = yield* staged(
      fitAutoencoder({
        spec: proposedSpec(subject),
        images: await learnedImages(subject, found.images, context),
        seed: context.seed,
        steps: options.steps ?? autoencoderSteps[context.effort],
        context,
      }),
      (done) => progress("training an autoencoder on real images", 0.05 + 0.4 * done),
    );
    try {
      yield progress("telling generated images from real ones", 0.45);
      const random = context.random.split("classifier");
      const judge = await judgeOf({ autoencoder: autoencoder.model, known: images.known, random });
      const apart = await judge.apart(suspect);
      const properties = judge.properties(suspect);
      const places = judge.places(suspect);
      yield progress("looking at real images and planted faults in their place", 0.6);
      const { controls, placebo } = await tellControls({ images, judge, context });
      yield progress("measuring", 0.85);
      const bands = spectrumDifferences(suspect, images.known);
      const decoded = await witnessPictures(autoencoder.model, {
        generated: apart.reading,
        real: judge.real,
      });
      const { surest, takenForReal } = extremeRows(apart);
      const kept = await keepLatents(drawn.latents, { id: "tell-latents", context });
      const evidence = {
        seed: context.seed,
        ...kept.named,
        models: [autoencoder.hash],
      };
      return {
        answer: tellAnswer(apart, properties),
        verdicts: tellVerdicts({
          apart,
          properties,
          places,
          controls,
          nearCopies: { hits: (await nearCopyRows(suspect, found.images)).size, n },
          known: images.meaning,
          foreign: subject.real?.foreign ?? false,
          effort: context.effort,
        }),
        controls,
        measures: [
          ...apartMeasures(apart, placebo),
          ...propertyMeasures(properties),
          ...placeMeasures(places),
          ...spectrumMeasures(bands, n),
        ],
        figures: [
          propertyFigure(properties),
          ...(await witnessFigure({ suspect, known: images.known, decoded, context })),
          await extremesFigure(apart, { suspect, context }),
          classifierFigure(apart, placebo),
          spectrumFigure(bands),
        ],
        evidence: [
          {
            id: "told-most-surely",
            claim: `generated images that are told most surely, by row of ${kept.place}`,
            ...evidence,
            indices: surest,
          },
          {
            id: "passing-for-real",
            claim: `generated images that pass for real, by row of ${kept.place}`,
            ...evidence,
            indices: takenForReal,
          },
        ],
        artifacts: kept.artifacts,
      };
    } finally {
      disposeModel(autoencoder.model);
    }
  },
};

/** As many known images and placebo as there are generated ones. */
function cutTo(images: ControlImages, n: number): ControlImages {
  const { known, placebo, labels } = images;
  return {
    ...images,
    known: rows(known, 0, n),
    placebo: rows(placebo, 0, n),
    labels:
      labels === undefined
        ? undefined
        : { training: labels.training, known: labels.known.slice(0, n), placebo: labels.placebo.slice(0, n) },
  };
}

/**
 * Real images that the autoencoder learns: those that every lens's does, or, where the other ones were divided off from these, only
 * what is left. Images that it has learned would be told from generated ones by that alone.
 */
async function learnedImages(
  subject: Subject,
  { training, fromHeldOut }: ControlImages,
  context: LensContext,
): Promise<ImageSet> {
  if (fromHeldOut) return (await bothDomains(subject, { seed: context.seed, context })).real.train;
  const { key } = await realSet(subject, "train", 1);
  return { name: "real", key: `${key}/divided-off-${training.shape[0]}`, x: training };
}

function nothingTold(n: number, reason: string, context: LensContext): LensAnswer {
  const why = reason === nothingReal ? reason : "too few images to compare";
  return nothingLookedAt(
    {
      id: "apart",
      headline: `Cannot tell what gives the images away: ${why}.`,
      question: "What gives the images away",
      reason,
      measured: measureNames.accuracy,
      better: "lower",
      n,
    },
    context,
  );
}
